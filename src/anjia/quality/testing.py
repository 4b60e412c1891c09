"""A visit that took place and a complaint about it, for tests; built by operations, but for long histories."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.apps import apps

from anjia.booking.testing import lay_ground, plan_visit
from anjia.company.operations import engage_staff
from anjia.company.rules import Role
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of
from anjia.quality.models import Complaint, CompletedVisit, PreventiveProposal
from anjia.quality.operations import ask_the_household, count_visit, record_answer
from anjia.quality.rules import Scope, Scores, Severity
from anjia.workforce.operations import engage_caregiver

PASSWORD = "quiet-river-9"  # noqa: S105  (tests and nothing else)


@dataclass(frozen=True)
class Scene:
    """A household whose visit is done, the caregiver who came, and the question about it."""

    household_id: int
    caregiver_id: int
    offering_id: int
    visit_id: int
    survey_id: int

    @property
    def household(self) -> Actor:
        """The household as one who acts."""
        return Actor("household", self.household_id, "陈女士")


def staff(role: Role, *, at: datetime, name: str = "周敏", phone: str = "13800000001") -> Actor:
    """Someone at the desk."""
    staff_id = engage_staff(name=name, phone=phone, password=PASSWORD, roles=[role], at=at, by=SYSTEM)
    return Actor("staff", staff_id, name)


def caregiver(*, at: datetime, name: str = "李秀英", phone: str = "13700000001") -> int:
    """Someone who cleans."""
    return engage_caregiver(name=name, phone=phone, district="徐汇区", hourly_pay_fen=3800, at=at, by=SYSTEM)


def visit_ended(
    *,
    at: datetime,
    caregiver_id: int | None = None,
    phone: str = "13912345678",
    price_fen: int = 15000,
    minutes: int = 180,
) -> Scene:
    """A visit that ended at `at` and about which nobody has asked yet: its survey id is 0."""
    ground = lay_ground(at=at, phone=phone)
    placed_at = at - timedelta(days=3)
    visit_id = plan_visit(
        at=placed_at, starts_at=at - timedelta(minutes=minutes), phone=phone, price_fen=price_fen, minutes=minutes
    )
    who = caregiver_id if caregiver_id is not None else caregiver(at=at)
    return Scene(ground.household_id, who, ground.offering_id, visit_id, 0)


def visit_done(
    *,
    at: datetime,
    caregiver_id: int | None = None,
    phone: str = "13912345678",
    price_fen: int = 15000,
    minutes: int = 180,
) -> Scene:
    """A visit that ended at `at`, and its question to the household."""
    ended = visit_ended(at=at, caregiver_id=caregiver_id, phone=phone, price_fen=price_fen, minutes=minutes)
    survey_id = ask_the_household(
        visit_id=ended.visit_id,
        household_id=ended.household_id,
        caregiver_id=ended.caregiver_id,
        offering_id=ended.offering_id,
        at=at,
        by=SYSTEM,
    )
    count_visit(
        visit_id=ended.visit_id,
        household_id=ended.household_id,
        caregiver_id=ended.caregiver_id,
        offering_id=ended.offering_id,
        price_fen=price_fen,
        at=at,
    )
    return replace(ended, survey_id=survey_id)


def answer(
    scene: Scene, *scores: int, at: datetime, good: str = "", improve: str = "", discreet: bool = False
) -> int | None:
    """The household answers with one score for all four points, or with four; returns the complaint that follows."""
    four = scores * 4 if len(scores) == 1 else scores
    return record_answer(
        survey_id=scene.survey_id,
        scores=Scores(*four),
        good_points=good,
        points_to_improve=improve,
        discreet=discreet,
        at=at,
        by=scene.household,
    )


def more_visits(scene: Scene, done_at: Iterable[datetime], *, caregiver_id: int | None = None) -> None:
    """Visits like the scene's that took place at these instants: a history for figures, without questions."""
    visit = apps.get_model("booking", "Visit")
    times = list(done_at)
    first = visit.objects.filter(pk=scene.visit_id).values().get()
    del first["id"]
    rows = visit.objects.bulk_create(visit(**first) for _at in times)
    CompletedVisit.objects.bulk_create(
        CompletedVisit(
            visit_id=row.pk,
            household_id=scene.household_id,
            caregiver_id=caregiver_id or scene.caregiver_id,
            offering_id=scene.offering_id,
            price_fen=row.price_fen,
            done_at=when,
        )
        for row, when in zip(rows, times, strict=True)
    )


def more_complaints(
    scene: Scene, opened_at: Iterable[datetime], cause: str, *, caregiver_id: int | None = None
) -> None:
    """Complaints of this cause about the caregiver, opened at these instants: a history for figures."""
    Complaint.objects.bulk_create(
        Complaint(
            household_id=scene.household_id,
            caregiver_id=caregiver_id or scene.caregiver_id,
            offering_id=scene.offering_id,
            severity=Severity.MINOR,
            cause=cause,
            opened_at=when,
            opened_by="system",
        )
        for when in opened_at
    )


def a_proposal(at: datetime) -> int:
    """A pattern that waits for the quality lead, as the clock would find it; its id."""
    row = PreventiveProposal.objects.create(
        cause="lateness",
        scope=Scope.COMPANY,
        times=6,
        visits=30,
        all_times=7,
        all_visits=200,
        chance=0.0005,
        proposed_at=at,
        proposed_on=day_of(at),
    )
    return int(row.pk)
