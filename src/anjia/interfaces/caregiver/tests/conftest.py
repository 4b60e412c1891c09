"""A caregiver who is logged in, with a visit under way on the tests' day."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from anjia.dispatch.testing import caregiver
from anjia.fieldwork.testing import AssignedVisit, assigned_visit
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.workforce.operations import open_login


@pytest.fixture
def visit(scope: int, at: datetime) -> AssignedVisit:
    return assigned_visit(at=at)


@pytest.fixture
def now(visit: AssignedVisit) -> Iterator[datetime]:
    """Half an hour before the visit begins: Tuesday 24 November 2026, 09:30 in Shanghai."""
    at = visit.starts_at - timedelta(minutes=30)
    with clock_at(at):
        yield at


def logged_in(caregiver_id: int, phone: str, at: datetime) -> Client:
    open_login(caregiver_id=caregiver_id, password="kaimen-2026", at=at, by=SYSTEM)
    client = Client()
    client.force_login(get_user_model().objects.get(phone=phone))
    return client


@pytest.fixture
def phone(visit: AssignedVisit, now: datetime, at: datetime) -> Client:
    """The phone of the caregiver who has the visit."""
    return logged_in(visit.caregiver_id, "+8613900000001", at)


@pytest.fixture
def other_phone(visit: AssignedVisit, now: datetime, at: datetime) -> Client:
    """The phone of a colleague who has nothing to do with it."""
    return logged_in(caregiver("李敏", at=at, number=2), "+8613900000002", at)
