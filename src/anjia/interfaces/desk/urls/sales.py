"""Addresses: sales."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import enquiries, home_surveys, objections, proposals, scopes

urlpatterns: list[URLPattern | URLResolver] = [
    path("enquiries/", enquiries.enquiries, name="enquiries"),
    path("enquiries/new/", enquiries.enquiry_new, name="enquiry-new"),
    path("enquiries/known/", enquiries.enquiry_known, name="enquiry-known"),
    path("enquiries/proofs/", objections.proofs, name="proofs"),
    path("enquiries/<int:enquiry_id>/", enquiries.enquiry, name="enquiry"),
    path("enquiries/<int:enquiry_id>/contact/", enquiries.contact, name="enquiry-contact"),
    path("enquiries/<int:enquiry_id>/objection/", objections.objection, name="enquiry-objection"),
    path("enquiries/<int:enquiry_id>/lose/", enquiries.lose, name="enquiry-lose"),
    path("enquiries/<int:enquiry_id>/win/", enquiries.win, name="enquiry-win"),
    path("enquiries/<int:enquiry_id>/take/", enquiries.take, name="enquiry-take"),
    path("enquiries/<int:enquiry_id>/phone/", enquiries.phone, name="enquiry-phone"),
    path("enquiries/<int:enquiry_id>/interview/", proposals.interview, name="interview"),
    path("enquiries/<int:enquiry_id>/proposal/", proposals.proposal, name="proposal-new"),
    path("enquiries/<int:enquiry_id>/surveys/", home_surveys.request_surveys, name="home-surveys-request"),
    path("enquiries/<int:enquiry_id>/scope/", scopes.enquiry_scope, name="enquiry-scope"),
    path("surveys/requests/<int:survey_request_id>/<int:survey_number>/", home_surveys.plan, name="home-survey-plan"),
    path("surveys/requests/<int:survey_request_id>/waive/", home_surveys.waive, name="home-survey-waive"),
    path("surveys/<int:home_survey_id>/record/", home_surveys.record, name="home-survey-record"),
    path("surveys/photos/<int:survey_photo_id>/", home_surveys.photo, name="home-survey-photo"),
    path("objections/<int:objection_id>/", objections.proof, name="objection"),
    path("proposals/<int:proposal_id>/link/", proposals.proposal_link, name="proposal-link"),
]
