"""Claims: a branch lives under its own law, else the company's; nobody else's branch can be set."""

import pytest

from anjia.company.operations import open_branch, set_branch_jurisdiction, set_company_jurisdiction
from anjia.company.queries import branches, company, jurisdiction_of
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import now
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.scope import company_scope

pytestmark = pytest.mark.django_db


def _open(name: str, jurisdiction: str = "") -> int:
    return open_branch(name=name, district="徐汇区", jurisdiction=jurisdiction, at=now(), by=SYSTEM)


def test_a_branch_lives_under_its_own_law_or_the_companys(scope: int) -> None:
    plain, own = _open("一店"), _open("二店", "CN-3303")
    assert jurisdiction_of(plain) == jurisdiction_of(None) == "CN"
    set_company_jurisdiction(jurisdiction="CN-31", at=now(), by=SYSTEM)
    assert [row.jurisdiction for row in branches()] == ["CN-31", "CN-3303"]
    assert (jurisdiction_of(plain), jurisdiction_of(own)) == ("CN-31", "CN-3303")
    assert company().jurisdiction == "CN-31"
    set_branch_jurisdiction(branch_id=own, jurisdiction="", at=now(), by=SYSTEM)
    assert jurisdiction_of(own) == "CN-31"


@pytest.mark.parametrize("code", ["Shanghai", "CN-3", "CN-99", "CN-310000", "cn-31", "CN-31\n"])
def test_what_is_no_place_is_refused(scope: int, code: str) -> None:
    with pytest.raises(Refusal, match="CN"):
        set_company_jurisdiction(jurisdiction=code, at=now(), by=SYSTEM)


def test_a_branch_of_another_company_is_missing(scope: int, stranger_id: int) -> None:
    with company_scope(stranger_id):
        theirs = _open("别家")
    with pytest.raises(Missing):
        set_branch_jurisdiction(branch_id=theirs, jurisdiction="CN", at=now(), by=SYSTEM)
    with pytest.raises(Missing):
        jurisdiction_of(theirs)
