"""Make a household known, correct its name, grade it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.company import queries as company_queries
from anjia.households import queries
from anjia.households.events import (
    HouseholdRegistered,
    HouseholdRenamed,
    TagsSet,
)
from anjia.households.models import Household, HouseholdTag
from anjia.households.rules import (
    MOST_TAGS,
    Source,
    tidy_tags,
)
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line, normal_phone


def register_household(
    *,
    name: str,
    phone: str,
    at: datetime,
    by: Actor,
    source: str = Source.PHONE,
    branch_id: int | None = None,
) -> int:
    """Makes the household known and returns its id; a phone known before keeps its household, unchanged."""
    number = normal_phone(phone)
    clean_name = clean_line(name, most=40, what=_("the name"), least=1)
    if branch_id is not None and branch_id not in {branch.id for branch in company_queries.branches()}:
        raise Missing
    new = {
        "name": clean_name,
        "phone": number,
        "phone_last4": number[-4:],
        "source": Source(source),
        "branch_id": branch_id,
        "registered_at": at,
    }
    with transaction.atomic():
        row, first = Household.objects.get_or_create(phone_index=queries.phone_index(number), defaults=new)
        if first:
            fact = HouseholdRegistered(household_id=row.pk, household=clean_name, source=Source(source).value)
            announce(fact, at=at, by=by)
    return int(row.pk)


def known_household(household_id: int) -> Household:
    """The row by id, for the operations of this room. Raises Missing."""
    row: Household | None = Household.objects.filter(pk=household_id).first()
    if row is None:
        raise Missing
    return row


def rename_household(*, household_id: int, name: str, at: datetime, by: Actor) -> None:
    """Corrects the household's name."""
    clean_name = clean_line(name, most=40, what=_("the name"), least=1)
    with transaction.atomic():
        row = known_household(household_id)
        if row.name == clean_name:
            return
        Household.objects.filter(pk=row.pk).update(name=clean_name)
        announce(HouseholdRenamed(household_id=row.pk, household=clean_name, before=row.name), at=at, by=by)


def set_tags(*, household_id: int, tags: Iterable[str], at: datetime, by: Actor) -> None:
    """Sets the household's grading words anew."""
    wanted = tidy_tags(clean_line(tag, most=20, what=_("a tag")) for tag in tags)
    if len(wanted) > MOST_TAGS:
        sentence = _("A household can have %(most)d tags at most. Please keep the ones that help.")
        raise Refusal(sentence % {"most": MOST_TAGS}, field="tags")
    with transaction.atomic():
        known_household(household_id)
        had = set(HouseholdTag.objects.filter(household_id=household_id).values_list("tag", flat=True))
        if had == set(wanted):
            return
        HouseholdTag.objects.filter(household_id=household_id).exclude(tag__in=wanted).delete()
        new = [tag for tag in wanted if tag not in had]
        HouseholdTag.objects.bulk_create(HouseholdTag(household_id=household_id, tag=tag) for tag in new)
        announce(TagsSet(household_id=household_id, tags=wanted), at=at, by=by)
