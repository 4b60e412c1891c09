"""What the workforce tells."""

from dataclasses import dataclass
from datetime import date, datetime

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CaregiverEngaged(Event):
    """A caregiver joined, or applied to."""

    caregiver_id: int
    caregiver: str
    status: str


@dataclass(frozen=True, kw_only=True)
class CaregiverStatusSet(Event):
    """A caregiver became ready for work, or left."""

    caregiver_id: int
    status: str
    before: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaregiverChanged(Event):
    """Name, pay per hour, home or introduction were corrected; `fields` names which."""

    caregiver_id: int
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TradesSet(Event):
    """What a caregiver is able to do was set anew: level by trade."""

    caregiver_id: int
    trades: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class WorkingHoursSet(Event):
    """The hours of a caregiver's week were set anew."""

    caregiver_id: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class LeaveRecorded(Event):
    """A caregiver will be away."""

    caregiver_id: int
    leave_id: int
    starts_at: datetime
    ends_at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class LeaveCancelled(Event):
    """A leave will not be taken."""

    caregiver_id: int
    leave_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class LoginOpened(Event):
    """A caregiver can open the work pages with her phone."""

    caregiver_id: int


@dataclass(frozen=True, kw_only=True)
class LeaveAsked(Event):
    """A caregiver asked for time off; `urgent`: she cannot come today. Why stays sealed and is not in the fact."""

    leave_request_id: int
    caregiver_id: int
    starts_at: datetime
    ends_at: datetime
    urgent: bool


@dataclass(frozen=True, kw_only=True)
class LeaveGranted(Event):
    """The desk said yes; the leave is recorded with it."""

    leave_request_id: int
    caregiver_id: int
    leave_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class LeaveRefused(Event):
    """The desk said no, and why."""

    leave_request_id: int
    caregiver_id: int
    starts_at: datetime
    ends_at: datetime
    answer: str


@dataclass(frozen=True, kw_only=True)
class LeaveRequestWithdrawn(Event):
    """The caregiver took her request back before it was answered."""

    leave_request_id: int
    caregiver_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class SuitingSet(Event):
    """What a caregiver is good with, does not want, and in which districts she would like to work was set anew."""

    caregiver_id: int
    strengths: tuple[str, ...]
    limits: tuple[str, ...]
    districts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SuitingSaid(Event):
    """A caregiver said herself what she is good with and what she would rather not; `claims` wait for the desk."""

    caregiver_id: int
    strengths: tuple[str, ...]
    limits: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ClaimAnswered(Event):
    """The desk confirmed that a caregiver is good with what she said, or did not."""

    caregiver_id: int
    word: str
    confirmed: bool


@dataclass(frozen=True, kw_only=True)
class CredentialRecorded(Event):
    """A paper of a caregiver's was put on record; its number is not told. `verified`: somebody saw the original."""

    credential_id: int
    caregiver_id: int
    kind: str
    issued_on: date
    valid_until: date | None
    verified: bool


@dataclass(frozen=True, kw_only=True)
class CredentialVerified(Event):
    """Somebody saw the original of a paper on record; from now on it counts."""

    credential_id: int
    caregiver_id: int
    kind: str
    valid_until: date | None


@dataclass(frozen=True, kw_only=True)
class CredentialWithdrawn(Event):
    """A paper no longer counts: false, revoked, or entered by mistake."""

    credential_id: int
    caregiver_id: int
    kind: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ServiceAreaSet(Event):
    """How far from home a caregiver is sent was set anew (None: anywhere), and outside which districts she is not."""

    caregiver_id: int
    farthest_minutes: int | None
    only_in: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DistrictsSeen(Event):
    """Somebody at the desk has seen to which districts a caregiver keeps by her own word (none: everywhere)."""

    caregiver_id: int
    only_in: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PaperDemanded(Event):
    """The company decided from which day nobody is sent without a paper; None: it is no longer asked for."""

    kind: str
    trade: str
    from_on: date | None
