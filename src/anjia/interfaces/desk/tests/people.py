"""Who stands at the desk in tests."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from anjia.company.operations import engage_staff
from anjia.company.queries import staff_list
from anjia.company.rules import Role
from anjia.kernel.actors import SYSTEM
from anjia.kernel.scope import company_scope


def client_of(company_id: int, at: datetime, phone: str, *roles: Role) -> Client:
    """Somebody of the company at the desk, reading English."""
    with company_scope(company_id):
        staff_id = engage_staff(name="周敏", phone=phone, password="warm-kettle-7", roles=roles, at=at, by=SYSTEM)
        (person,) = (person for person in staff_list() if person.id == staff_id)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(get_user_model().objects.get(pk=person.user_id))
    return client


def queries_of(act: Callable[[], object]) -> int:
    """How many questions the database was asked."""
    with CaptureQueriesContext(connection) as caught:
        act()
    return len(caught)
