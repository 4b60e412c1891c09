"""Photos of visits, for those at the desk who look after them."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from anjia.company.rules import Role
from anjia.fieldwork import queries
from anjia.interfaces.shared.access import for_desk
from anjia.interfaces.shared.photos import photo_answer
from anjia.kernel.errors import Missing

LOOKERS = (Role.ADVISER, Role.DISPATCHER, Role.QUALITY_LEAD)


@for_desk(*LOOKERS)
@require_GET
def photo(request: HttpRequest, photo_id: int) -> HttpResponseBase:
    """A photo of a step, or of the whole home."""
    return photo_answer(request, queries.photo(photo_id).file_id)


@for_desk(*LOOKERS)
@require_GET
def incident_photo(request: HttpRequest, incident_id: int) -> HttpResponseBase:
    """The photo of an incident."""
    file_id = queries.incident(incident_id).file_id
    if file_id is None:
        raise Missing
    return photo_answer(request, file_id)
