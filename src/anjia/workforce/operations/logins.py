"""Let a caregiver open the work pages."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from anjia.company import operations as company_operations
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce
from anjia.workforce.events import (
    LoginOpened,
)
from anjia.workforce.models import Caregiver
from anjia.workforce.operations.records import known_caregiver
from anjia.workforce.rules import (
    Status,
)


def open_login(*, caregiver_id: int, password: str, at: datetime, by: Actor) -> int:
    """Lets the caregiver log in with her phone and returns the user's id; a phone that logs in already keeps its word.

    Doing it twice changes nothing.
    """
    with transaction.atomic():
        row = known_caregiver(caregiver_id)
        if row.status == Status.LEFT:
            sentence = _("%(name)s has left. Make her ready for work first.")
            raise Refusal(sentence % {"name": row.name}, field="password")
        if row.user_id is not None:
            return int(row.user_id)
        user_id = company_operations.register_user(name=row.name, phone=row.phone, password=password)
        try:
            with transaction.atomic():
                Caregiver.objects.filter(pk=row.pk).update(user_id=user_id)
        except IntegrityError as clash:
            raise Refusal(_("Another caregiver logs in with this phone."), field="password") from clash
        announce(LoginOpened(caregiver_id=row.pk), at=at, by=by)
    return user_id
