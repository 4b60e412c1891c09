"""What went otherwise than agreed."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from anjia.fieldwork.events import IncidentReported
from anjia.fieldwork.models import Incident
from anjia.fieldwork.operations import acts
from anjia.fieldwork.operations.acts import Tap
from anjia.fieldwork.rules import IncidentKind
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.files import Upload, keep_image
from anjia.kernel.operations import announce
from anjia.kernel.retry import whole
from anjia.kernel.text import clean_text


def report_incident(
    *,
    visit_id: int,
    caregiver_id: int,
    kind: str,
    text: str,
    at: datetime,
    by: Actor,
    upload: Upload | None = None,
    client_id: UUID | None = None,
    said_at: datetime | None = None,
) -> None:
    """Reports an incident, with a photo if there is one; possible before check-in and after the end too."""
    if kind not in set(IncidentKind):
        raise Refusal(_("Please choose what happened."), field="kind")
    words = clean_text(text, most=1000, least=1, what=_("what happened, in a few words"))
    tap = Tap("incident", visit_id, caregiver_id, client_id, at, said_at)
    if acts.heard_before(tap):
        return
    acts.own_visit(tap)
    file_id = keep_image(upload, at=at, by=by) if upload else None  # before the transaction, as with photos
    _report(tap, kind=kind, words=words, file_id=file_id, by=by)


@whole
def _report(tap: Tap, *, kind: str, words: str, file_id: int | None, by: Actor) -> None:
    doing = acts.begin(tap)
    if doing is None:
        return
    incident = Incident.objects.create(work=doing.work, kind=kind, text=words, file_id=file_id, reported_at=tap.at)
    fact = IncidentReported(**acts.names_of(doing.work), incident_id=incident.pk, kind=kind, text=words)
    announce(fact, at=tap.at, by=by)
