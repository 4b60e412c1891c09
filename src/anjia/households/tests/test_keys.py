from datetime import datetime, timedelta

from anjia.households.models import HouseholdKey
from anjia.households.operations import issue_key, revoke_keys
from anjia.households.queries import open_keys, visitor_of_key, visitor_of_token
from anjia.households.testing import a_household
from anjia.kernel.actors import SYSTEM
from anjia.kernel.scope import company_scope


def test_a_link_leads_to_its_household_without_a_scope(company_id: int, at: datetime) -> None:
    with company_scope(company_id):
        household_id = a_household(at)
        token = issue_key(household_id=household_id, at=at, by=SYSTEM)
    visitor = visitor_of_token(token, at=at)
    assert visitor is not None
    assert (visitor.household_id, visitor.company_id, visitor.name) == (household_id, company_id, "陈女士")
    assert visitor_of_key(visitor.key_id, at=at) == visitor


def test_only_the_hash_of_a_link_is_kept(scope: int, at: datetime) -> None:
    token = issue_key(household_id=a_household(at), at=at, by=SYSTEM)
    assert len(token) >= 22
    assert token not in str(HouseholdKey.objects.values().get())


def test_a_link_ends_on_its_day_and_when_it_is_revoked(scope: int, at: datetime) -> None:
    household_id = a_household(at)
    token = issue_key(household_id=household_id, at=at, by=SYSTEM)
    assert open_keys(household_id, at=at) == [at + timedelta(days=180)]
    assert visitor_of_token(token, at=at + timedelta(days=180)) is None
    assert revoke_keys(household_id=household_id, at=at, by=SYSTEM) == 1
    assert revoke_keys(household_id=household_id, at=at, by=SYSTEM) == 0
    assert visitor_of_token(token, at=at) is None
    assert open_keys(household_id, at=at) == []


def test_what_is_no_link_opens_nothing(db: None, at: datetime) -> None:
    for token in ("", "guess", "\x00", "票" * 500):
        assert visitor_of_token(token, at=at) is None
    assert visitor_of_key(None) is None
    assert visitor_of_key(404, at=at) is None
