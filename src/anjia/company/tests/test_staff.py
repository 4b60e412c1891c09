from datetime import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from anjia.company.models import User
from anjia.company.operations import change_roles, dismiss_staff, engage_staff, found_company
from anjia.company.queries import places_of_user, staff_list, staff_names, staff_with_role
from anjia.company.rules import Role, may_act
from anjia.kernel.actors import SYSTEM
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import latest_facts
from anjia.kernel.scope import company_scope


def engage(at: datetime, phone: str = "13800000001", role: Role = Role.OWNER) -> int:
    return engage_staff(name="周宁", phone=phone, password="warm-kettle-7", roles=[role], at=at, by=SYSTEM)


def test_an_owner_is_engaged_and_found_at_log_in(scope: int, at: datetime) -> None:
    staff_id = engage(at)
    person = staff_list()[0]
    assert (person.id, person.phone, person.roles) == (staff_id, "+8613800000001", {Role.OWNER})
    assert [place.company_id for place in places_of_user(person.user_id)] == [scope]
    assert User.objects.get().check_password("warm-kettle-7")


def test_the_same_person_is_not_engaged_twice(scope: int, at: datetime) -> None:
    engage(at)
    with pytest.raises(Refusal):
        engage(at)


def test_one_person_may_work_for_two_companies(scope: int, stranger_id: int, at: datetime) -> None:
    engage(at)
    with company_scope(stranger_id):
        engage(at)
        assert len(staff_list()) == 1
    assert len(places_of_user(User.objects.get().pk)) == 2


def test_the_last_owner_can_neither_leave_nor_step_down(scope: int, at: datetime) -> None:
    owner = engage(at)
    with pytest.raises(Refusal):
        dismiss_staff(staff_id=owner, at=at, by=SYSTEM)
    with pytest.raises(Refusal):
        change_roles(staff_id=owner, roles=[Role.ADVISER], at=at, by=SYSTEM)


def test_who_left_has_no_place_but_keeps_the_name(scope: int, at: datetime) -> None:
    engage(at)
    adviser = engage(at, "13800000002", Role.ADVISER)
    dismiss_staff(staff_id=adviser, at=at, by=SYSTEM)
    assert staff_with_role(Role.ADVISER) == []
    assert staff_names([adviser, None]) == {adviser: "周宁"}
    assert latest_facts()[0].name == "company.StaffDismissed"


def test_staff_of_another_company_are_missing(scope: int, stranger_id: int, at: datetime) -> None:
    owner = engage(at)
    with company_scope(stranger_id), pytest.raises(Missing):
        dismiss_staff(staff_id=owner, at=at, by=SYSTEM)


@pytest.mark.parametrize("phone", ["", "123", "not a phone", "139\x0012345678901234", "9" * 500])
def test_what_is_no_phone_is_refused_in_words(scope: int, at: datetime, phone: str) -> None:
    with pytest.raises(Refusal):
        engage(at, phone)


def test_a_taken_address_is_refused(company_id: int, at: datetime) -> None:
    with pytest.raises(Refusal):
        found_company(name="安和", slug="anhe", city="上海", phone="", at=at, by=SYSTEM)


def test_a_user_needs_a_phone_or_an_e_mail(db: None) -> None:
    with pytest.raises((IntegrityError, ValidationError)):
        User.objects.create(name="无名")


def test_roles_open_what_they_name_and_the_owner_everything() -> None:
    assert may_act({"finance"}, [Role.FINANCE, Role.ADVISER])
    assert may_act({"owner"}, [Role.FINANCE])
    assert may_act({"adviser"}, [])
    assert not may_act({"adviser"}, [Role.FINANCE])
