from django.apps import AppConfig


class GuaranteesConfig(AppConfig):
    name = "anjia.guarantees"
    label = "guarantees"
