"""Addresses: caregivers."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import caregiver, caregivers, paper_demands, papers

urlpatterns: list[URLPattern | URLResolver] = [
    path("caregivers/", caregivers.caregivers, name="caregivers"),
    path("caregivers/new/", caregivers.new, name="caregiver-new"),
    path("caregivers/list.<str:kind>", caregivers.export, name="caregivers-export"),
    path("caregivers/<int:caregiver_id>/", caregiver.page, name="caregiver"),
    path("caregivers/<int:caregiver_id>/change/", caregiver.change, name="caregiver-change"),
    path("caregivers/<int:caregiver_id>/status/", caregiver.set_status, name="caregiver-status"),
    path("caregivers/<int:caregiver_id>/trades/", caregiver.set_trades, name="caregiver-trades"),
    path("caregivers/<int:caregiver_id>/week/", caregiver.set_week, name="caregiver-week"),
    path("caregivers/<int:caregiver_id>/leave/", caregiver.record_leave, name="caregiver-leave"),
    path("caregivers/<int:caregiver_id>/leave/<int:leave_id>/cancel/", caregiver.cancel_leave, name="leave-cancel"),
    path("caregivers/<int:caregiver_id>/login/", caregiver.open_login, name="caregiver-login"),
    path("caregivers/<int:caregiver_id>/papers/", papers.record, name="caregiver-paper"),
    path("caregivers/<int:caregiver_id>/papers/<int:credential_id>/verify/", papers.verify, name="paper-verify"),
    path("caregivers/<int:caregiver_id>/papers/<int:credential_id>/withdraw/", papers.withdraw, name="paper-withdraw"),
    path("caregivers/<int:caregiver_id>/area/seen/", papers.see_districts, name="caregiver-area-seen"),
    path("caregivers/<int:caregiver_id>/area/", papers.set_area, name="caregiver-area"),
    path("caregivers/papers/", paper_demands.demands, name="papers"),
]
