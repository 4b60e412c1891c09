"""Addresses: inspections, their findings, draws and plans."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import findings, inspection_plans, inspections

urlpatterns: list[URLPattern | URLResolver] = [
    path("inspections/", inspections.inspections, name="inspections"),
    path("inspections/<int:inspection_id>/", inspections.inspection, name="inspection"),
    path("inspections/<int:inspection_id>/drop/", inspections.drop, name="drop-inspection"),
    path("inspections/rounds/", inspection_plans.rounds, name="rounds"),
    path("inspections/rounds/<int:round_id>/end/", inspection_plans.end, name="end-round"),
    path("inspections/plan/", inspection_plans.sampling_plan, name="sampling-plan"),
    path("inspections/draws/", inspection_plans.draw_now, name="draw-now"),
    path("inspections/draws/<int:draw_id>/", inspection_plans.draw, name="draw"),
    path("findings/", findings.findings, name="findings"),
    path("findings/<int:finding_id>/", findings.finding, name="finding"),
    path("findings/<int:finding_id>/remedy/", findings.remedy, name="remedy-finding"),
    path("findings/<int:finding_id>/look/", findings.look, name="look-at-finding"),
    path("findings/<int:finding_id>/photo/", findings.photo, name="finding-photo"),
]
