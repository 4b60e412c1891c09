"""What the company tells."""

from dataclasses import dataclass

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CompanyFounded(Event):
    """A company began to use Anjia."""

    company: str


@dataclass(frozen=True, kw_only=True)
class BranchOpened(Event):
    """A branch was added."""

    branch_id: int
    branch: str


@dataclass(frozen=True, kw_only=True)
class CompanyJurisdictionSet(Event):
    """The law of this place now holds for the company, wherever a branch has none of its own."""

    jurisdiction: str


@dataclass(frozen=True, kw_only=True)
class BranchJurisdictionSet(Event):
    """The law of this place now holds for the branch; "" gives it the company's again."""

    branch_id: int
    jurisdiction: str


@dataclass(frozen=True, kw_only=True)
class StaffEngaged(Event):
    """A person was given a place at the desk."""

    staff_id: int
    staff: str
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RolesChanged(Event):
    """A person's roles were set anew."""

    staff_id: int
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PasswordSet(Event):
    """A person who could not log in any more was given a new password; it is not in the fact."""

    staff_id: int


@dataclass(frozen=True, kw_only=True)
class StaffDismissed(Event):
    """A person's place at the desk was closed; the log-in no longer opens this company."""

    staff_id: int
