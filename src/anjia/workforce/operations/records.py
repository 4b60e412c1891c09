"""Find the row an operation is about."""

from anjia.kernel.errors import Missing
from anjia.workforce.models import Caregiver


def known_caregiver(caregiver_id: int) -> Caregiver:
    """The caregiver's row by id. Raises Missing."""
    row: Caregiver | None = Caregiver.objects.filter(pk=caregiver_id).first()
    if row is None:
        raise Missing
    return row
