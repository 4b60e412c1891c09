"""A visit that took place and a complaint about it, for tests; built by operations only."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from anjia.booking.testing import lay_ground, plan_visit
from anjia.company.operations import engage_staff
from anjia.company.rules import Role
from anjia.kernel.actors import SYSTEM, Actor
from anjia.quality.operations import ask_the_household, record_answer
from anjia.quality.rules import Scores
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


def visit_done(
    *,
    at: datetime,
    caregiver_id: int | None = None,
    phone: str = "13912345678",
    price_fen: int = 15000,
    minutes: int = 180,
) -> Scene:
    """A visit that ended at `at`, and its question to the household."""
    ground = lay_ground(at=at, phone=phone)
    placed_at = at - timedelta(days=3)
    visit_id = plan_visit(
        at=placed_at, starts_at=at - timedelta(minutes=minutes), phone=phone, price_fen=price_fen, minutes=minutes
    )
    who = caregiver_id if caregiver_id is not None else caregiver(at=at)
    survey_id = ask_the_household(
        visit_id=visit_id,
        household_id=ground.household_id,
        caregiver_id=who,
        offering_id=ground.offering_id,
        at=at,
        by=SYSTEM,
    )
    return Scene(ground.household_id, who, ground.offering_id, visit_id, survey_id)


def answer(scene: Scene, *scores: int, at: datetime, good: str = "", improve: str = "") -> int | None:
    """The household answers with one score for all four points, or with four; returns the complaint that follows."""
    four = scores * 4 if len(scores) == 1 else scores
    return record_answer(
        survey_id=scene.survey_id,
        scores=Scores(*four),
        good_points=good,
        points_to_improve=improve,
        at=at,
        by=scene.household,
    )
