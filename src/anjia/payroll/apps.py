from django.apps import AppConfig


class PayrollConfig(AppConfig):
    name = "anjia.payroll"
    label = "payroll"
