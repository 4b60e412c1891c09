"""Imports in words, for the log."""

from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.interfaces.shared.story import Telling, tells
from anjia.onboarding.events import ImportConfirmed, ImportDiscarded, ImportPreviewed


def _page(batch_id: int) -> str:
    return reverse("desk:import", args=[batch_id])


@tells(ImportPreviewed)
def import_previewed(event: ImportPreviewed) -> Telling:
    values = {"file": event.file_name, "rows": event.rows, "bad": event.bad}
    sentence = _("%(file)s was read: %(rows)d rows, %(bad)d with a fault. Nothing is written yet.")
    return Telling(icon="upload", sentence=sentence % values, url=_page(event.batch_id))


@tells(ImportConfirmed)
def import_confirmed(event: ImportConfirmed) -> Telling:
    values = {"file": event.file_name, "written": event.written, "bad": event.bad}
    sentence = _("%(file)s was imported: %(written)d rows written, %(bad)d handed back.")
    return Telling(icon="check", tone="good", sentence=sentence % values, url=_page(event.batch_id))


@tells(ImportDiscarded)
def import_discarded(event: ImportDiscarded) -> Telling:
    return Telling(icon="trash", sentence=_("%(file)s was discarded.") % {"file": event.file_name})
