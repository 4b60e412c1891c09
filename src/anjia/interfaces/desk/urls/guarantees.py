"""Addresses: refunds, emergencies, delays, free extras."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import emergencies, guarantees, refunds

urlpatterns: list[URLPattern | URLResolver] = [
    path("refunds/", refunds.refunds, name="refunds"),
    path("refunds/<int:refund_request_id>/", refunds.page, name="refund_request"),
    path("refunds/<int:refund_request_id>/justified/", refunds.justified, name="refund-justified"),
    path("refunds/<int:refund_request_id>/unjustified/", refunds.unjustified, name="refund-unjustified"),
    path("refunds/<int:refund_request_id>/second/", refunds.second, name="refund-second"),
    path("refunds/<int:refund_request_id>/pay/", refunds.pay, name="refund-pay"),
    path("emergencies/", emergencies.emergencies, name="emergencies"),
    path("emergencies/alarms/", emergencies.alarms, name="alarms"),
    path("emergencies/<int:emergency_id>/", emergencies.page, name="emergency"),
    path("emergencies/<int:emergency_id>/take-up/", emergencies.take_up, name="emergency-take-up"),
    path("emergencies/<int:emergency_id>/answer/", emergencies.answer, name="emergency-answer"),
    path("emergencies/<int:emergency_id>/close/", emergencies.close, name="emergency-close"),
    path("guarantees/", guarantees.figures, name="guarantees"),
    path("visits/<int:visit_id>/delay/", guarantees.delay, name="visit-delay"),
    path("visits/<int:visit_id>/goodwill/", guarantees.goodwill, name="visit-goodwill"),
    path("visits/<int:visit_id>/refund/", guarantees.refund, name="visit-refund"),
    path("visits/<int:visit_id>/emergency/", guarantees.emergency, name="visit-emergency"),
]
