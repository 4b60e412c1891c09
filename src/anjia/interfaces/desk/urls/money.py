"""Addresses: accounts of households, pay slips of caregivers."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import account, accounts, payslips

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/payments/", accounts.payments, name="payments"),
    path("accounts/owing.<str:kind>", accounts.export, name="accounts-export"),
    path("accounts/<int:household_id>/", account.page, name="account"),
    path("accounts/<int:household_id>/statement.<str:kind>", account.export, name="account-export"),
    path("accounts/<int:household_id>/payment/", account.payment, name="account-payment"),
    path("accounts/<int:household_id>/refund/", account.refund, name="account-refund"),
    path("payslips/", payslips.payslips, name="payslips"),
    path("payslips/issue/", payslips.issue, name="payslips-issue"),
    path("payslips/tax/", payslips.withholding, name="payslips-tax"),
    path("payslips/week.<str:kind>", payslips.export, name="payslips-export"),
    path("payslips/<int:payslip_id>/", payslips.page, name="payslip"),
    path("payslips/<int:payslip_id>/pay/", payslips.pay, name="payslip-pay"),
]
