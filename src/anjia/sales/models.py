"""Enquiries, contacts, objections, interviews and proposals."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from anjia.kernel.constraints import AppendOnly, NoOverlap
from anjia.kernel.fields import Reference, SealedField
from anjia.kernel.models import CompanyModel
from anjia.sales.rules import Channel, Doubt, EnquiryState, Loss, ProposalState, SurveyState


def _choices(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in kinds]


class Enquiry(CompanyModel):
    """A household asking for something, and how far it has come.

    `consent` is the sentence that the household agreed to when it left its data on a public page. The text is
    sealed: people write their address into it.
    """

    household = Reference("households.Household")
    offering = Reference("catalog.Offering", null=True)
    adviser = Reference("company.Staff", null=True)
    channel = models.CharField(max_length=12, choices=_choices(Channel))
    text = SealedField(blank=True)
    consent = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField()
    contacted_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, choices=_choices(EnquiryState), default=EnquiryState.OPEN)
    lost_reason = models.CharField(max_length=16, choices=_choices(Loss), blank=True)
    lost_note = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        indexes = [
            models.Index(fields=["company_id", "state", "-received_at"], name="enquiry_state"),
            models.Index(fields=["company_id", "-received_at", "-id"], name="enquiry_latest"),
            models.Index(fields=["company_id", "household", "-id"], name="enquiry_household"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(~Q(lost_reason=""), state="lost") | Q(~Q(state="lost"), lost_reason=""),
                name="enquiry_lost_for_a_reason",
            )
        ]


class Contact(CompanyModel):
    """One time the company spoke with the household about the enquiry."""

    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="contacts", db_index=False)
    at = models.DateTimeField()
    channel = models.CharField(max_length=12, choices=_choices(Channel))
    reached = models.BooleanField(default=True)
    note = models.CharField(max_length=500, blank=True)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "enquiry", "id"], name="contact_enquiry")]
        constraints = [AppendOnly(name="contact_append_only")]


class Objection(CompanyModel):
    """What a household doubted, and the proof that answered it."""

    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="objections", db_index=False)
    doubt = models.CharField(max_length=12, choices=_choices(Doubt))
    text = models.CharField(max_length=500)
    proof = models.CharField(max_length=500, blank=True)
    raised_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        indexes = [
            models.Index(fields=["company_id", "enquiry", "id"], name="objection_enquiry"),
            models.Index(fields=["company_id", "doubt", "-answered_at"], name="objection_proofs"),
        ]


class Interview(CompanyModel):
    """A needs interview with its fixed slots. What belongs to the household's dossier is sealed, as it is there."""

    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="interviews", db_index=False)
    home = Reference("households.Home", null=True)
    held_at = models.DateTimeField()
    by_name = models.CharField(max_length=80, blank=True)
    content = models.CharField(max_length=1000)
    standard = models.CharField(max_length=1000, blank=True)
    frequency = models.CharField(max_length=200, blank=True)
    special_requests = SealedField(blank=True)
    taboos = SealedField(blank=True)
    preferences = SealedField(blank=True)
    people_at_home = SealedField(blank=True)
    access = SealedField(blank=True)

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "enquiry", "id"], name="interview_enquiry")]


class Proposal(CompanyModel):
    """What the company offers for how much, within which limits, until when."""

    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="proposals", db_index=False)
    household = Reference("households.Household")
    home = Reference("households.Home")
    token_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=_choices(ProposalState), default=ProposalState.SENT)
    not_included = models.CharField(max_length=1000, blank=True)
    needed_from_household = models.CharField(max_length=1000, blank=True)
    total_fen = models.BigIntegerField()
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=80, blank=True)
    valid_until = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=200, blank=True)

    class Meta(CompanyModel.Meta):
        indexes = [
            models.Index(fields=["company_id", "household", "-id"], name="proposal_household"),
            models.Index(fields=["company_id", "enquiry", "-id"], name="proposal_enquiry"),
            # The lapse task reads this one across companies; it holds what waits only, so it stays small.
            models.Index(fields=["valid_until", "id"], name="proposal_due", condition=Q(state="sent")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "enquiry"], condition=Q(state="sent"), name="proposal_sent_once"
            ),
            models.CheckConstraint(condition=Q(total_fen__gte=0), name="proposal_total_not_negative"),
        ]


class ProposalLine(CompanyModel):
    """One service of a proposal. `unit_price_fen` is the price of one visit, whatever the list says later."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="lines", db_index=False)
    position = models.PositiveSmallIntegerField()
    offering = Reference("catalog.Offering")
    title = models.CharField(max_length=80)
    minutes = models.PositiveSmallIntegerField()
    visits = models.PositiveSmallIntegerField()
    unit_price_fen = models.BigIntegerField()
    amount_fen = models.BigIntegerField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "proposal", "position"], name="line_position_once")
        ]


class EnquiryScope(CompanyModel):
    """What was agreed with an enquiry to be guaranteed, and when the household moves in; the order carries it on."""

    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="+", db_index=False)
    offering = Reference("catalog.Offering")
    move_in_on = models.DateField(null=True)
    steps = models.JSONField()
    agreed_at = models.DateTimeField()
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "enquiry"], name="enquiry_scope_once")]


class HomeSurveyRequest(CompanyModel):
    """A household wants its home looked at before it gets an offer: two surveys are promised.

    `closed_at`: both are done, the household does not want (the rest of) them, or the enquiry was lost.
    """

    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="+", db_index=False)
    household = Reference("households.Household")
    home = Reference("households.Home")
    requested_at = models.DateTimeField()
    waived_at = models.DateTimeField(null=True)
    waiver_note = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "enquiry"], name="home_survey_request_once")]
        indexes = [
            models.Index(fields=["company_id", "household", "-id"], name="home_survey_household"),
            models.Index(fields=["company_id", "id"], name="home_survey_open", condition=Q(closed_at__isnull=True)),
        ]


class HomeSurvey(CompanyModel):
    """One of the two surveys: who comes when, and what was found."""

    request = models.ForeignKey(HomeSurveyRequest, models.PROTECT, related_name="surveys", db_index=False)
    number = models.PositiveSmallIntegerField()
    surveyor = Reference("company.Staff")
    starts_at = models.DateTimeField()
    starts_minute = models.BigIntegerField()
    ends_minute = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=_choices(SurveyState), default=SurveyState.PLANNED)
    done_at = models.DateTimeField(null=True)
    rooms = models.PositiveSmallIntegerField(null=True)
    square_metres = models.PositiveSmallIntegerField(null=True)
    notes = SealedField(blank=True)
    done_by = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "request", "number"], name="home_survey_number_once"),
            NoOverlap(
                name="home_survey_no_overlap",
                owner=["company_id", "surveyor"],
                starts="starts_minute",
                ends="ends_minute",
                state="state",
                active=["planned", "done"],
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False, rooms__isnull=False, square_metres__isnull=False)
                | Q(~Q(state="done"), done_at__isnull=True),
                name="home_survey_done_with_evidence",
            ),
        ]
        indexes = [models.Index(fields=["company_id", "surveyor", "starts_at"], name="home_survey_surveyor")]


class HomeSurveyPhoto(CompanyModel):
    """A photo taken at a survey."""

    survey = models.ForeignKey(HomeSurvey, models.PROTECT, related_name="photos", db_index=False)
    file = Reference("kernel.PrivateFile")
    taken_at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "survey", "id"], name="home_survey_photos")]
