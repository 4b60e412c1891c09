"""Visits that a person wants to stay as they are."""

from anjia.dayplans.models import PinnedVisit


def is_pinned(visit_id: int) -> bool:
    """Whether no plan moves the visit."""
    return bool(PinnedVisit.objects.filter(visit_id=visit_id, lifted_at__isnull=True).exists())
