"""Photos of the home, before and after."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from anjia.fieldwork.events import PhotoAdded, PhotoRemoved
from anjia.fieldwork.models import StepPhoto, VisitWork
from anjia.fieldwork.operations import acts
from anjia.fieldwork.operations.acts import Tap
from anjia.fieldwork.operations.steps import title_of_step
from anjia.fieldwork.rules import MOST_PHOTOS, When
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.files import Upload, keep_image
from anjia.kernel.operations import announce
from anjia.kernel.retry import whole

WHOLE_HOME = 0


def add_photo(
    *,
    visit_id: int,
    caregiver_id: int,
    position: int,
    when: When,
    upload: Upload,
    at: datetime,
    by: Actor,
    client_id: UUID | None = None,
    said_at: datetime | None = None,
) -> None:
    """Keeps a photo of a step (position 0: the whole home) before or after the work; 40 to a visit."""
    tap = Tap("photo", visit_id, caregiver_id, client_id, at, said_at)
    if acts.heard_before(tap):
        return
    acts.own_visit(tap)
    file_id = keep_image(upload, at=at, by=by)  # before the transaction: shrinking a picture holds up nobody's write
    _add_kept_photo(tap, position=position, when=when, file_id=file_id, by=by)


@whole
def _add_kept_photo(tap: Tap, *, position: int, when: When, file_id: int, by: Actor) -> None:
    doing = acts.begin(tap)
    if doing is None:
        return
    acts.refuse_before_check_in(doing.work)
    if position != WHOLE_HOME:
        title_of_step(doing.work, position)
    _refuse_too_many(doing.work)
    photo = StepPhoto.objects.create(
        work=doing.work, position=position, when=when.value, file_id=file_id, taken_at=tap.at
    )
    fact = PhotoAdded(**acts.names_of(doing.work), photo_id=photo.pk, position=position, when=when.value)
    announce(fact, at=tap.at, by=by)


def _refuse_too_many(work: VisitWork) -> None:
    if StepPhoto.objects.filter(work=work).count() >= MOST_PHOTOS:
        sentence = _("This visit has %(most)d photos already. Please remove one that is not needed.")
        raise Refusal(sentence % {"most": MOST_PHOTOS}, field="photo")


@whole
def remove_photo(
    *,
    visit_id: int,
    caregiver_id: int,
    photo_id: int,
    at: datetime,
    by: Actor,
    client_id: UUID | None = None,
    said_at: datetime | None = None,
) -> None:
    """Takes a photo back, until the visit is finished; nobody is shown it any more. Raises Missing."""
    doing = acts.begin(Tap("unphoto", visit_id, caregiver_id, client_id, at, said_at))
    if doing is None:
        return
    acts.refuse_before_check_in(doing.work)
    photo = StepPhoto.objects.filter(pk=photo_id, work=doing.work).first()
    if photo is None:
        raise Missing
    photo.delete()
    fact = PhotoRemoved(**acts.names_of(doing.work), photo_id=photo_id, position=photo.position, when=photo.when)
    announce(fact, at=at, by=by)
