"""Train a company's own reader, choose which one reads, and read again with it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.remarks.events import ReaderChosen, ReaderTrained
from anjia.remarks.models import ReaderChoice, Remark, RemarkAspect, TrainedReader
from anjia.remarks.operations.machines import chosen_reader_id, machine_in_use
from anjia.remarks.operations.reading import columns_of, decide
from anjia.remarks.queries.labels import LabelledText, label_counts, labelled_texts
from anjia.remarks.rules import LEANING, Source
from anjia.remarks.rules.figures import LEAST_EACH, LEAST_LABELS, enough
from anjia.remarks.rules.machine import hash_of
from anjia.remarks.rules.training import Example, train

State = TrainedReader.State
AT_ONCE = 200
_COLUMNS = ["polarity", "rank", "unhappiness", "wish", "words", "reader_id"]


def request_training(*, at: datetime, by: Actor) -> int:
    """Begins a new version; the caller starts the work. Refuses with too few labels, and while another one trains."""
    counts = label_counts()
    if not enough(counts.unhappy, counts.all - counts.unhappy):
        sentence = _(
            "Training needs at least %(least)d corrected or confirmed texts, with %(each)d unhappy ones and %(each)d "
            "others. So far there are %(all)d, of which %(unhappy)d unhappy."
        )
        values = {"least": LEAST_LABELS, "each": LEAST_EACH, "all": counts.all, "unhappy": counts.unhappy}
        raise Refusal(sentence % values)
    version = (TrainedReader.objects.aggregate(last=Max("version"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            row = TrainedReader.objects.create(version=version, started_at=at, by=str(by), by_name=by.name)
    except IntegrityError as clash:
        raise Refusal(_("A reader is being trained already. Wait until it is done.")) from clash
    return int(row.pk)


def train_reader(*, reader_id: int, at: datetime, by: Actor) -> None:
    """Learns from all labels that hold and keeps the result. One that is done already stays as it is."""
    if not TrainedReader.objects.filter(pk=reader_id, state=State.TRAINING).exists():
        return

    def heard(percent: int) -> None:
        TrainedReader.objects.filter(pk=reader_id).update(progress=percent)

    texts = labelled_texts()
    trained = train([Example(one.text, one.unhappy, _leaning(one)) for one in texts], heard=heard)
    content = trained.machine.to_bytes()
    with transaction.atomic():
        mine = TrainedReader.objects.filter(pk=reader_id, state=State.TRAINING)
        kept = mine.update(
            state=State.READY,
            progress=100,
            labels=len(texts),
            figures=trained.figures.to_json(),
            lexicon_figures=trained.lexicon.to_json(),
            threshold=trained.machine.threshold,
            content=content,
            sha256=hash_of(content),
            finished_at=at,
        )
        if kept:
            version = TrainedReader.objects.values_list("version", flat=True).get(pk=reader_id)
            fact = ReaderTrained(
                reader_id=reader_id,
                version=version,
                labels=len(texts),
                recall_percent=round(100 * trained.figures.recall),
                macro_f1_percent=round(100 * trained.figures.macro_f1),
            )
            announce(fact, at=at, by=by)


def _leaning(one: LabelledText) -> float:
    return LEANING[Source(one.source)]


def training_failed(*, reader_id: int, at: datetime) -> None:
    """The work stopped for good: the version is closed, so that another may begin."""
    TrainedReader.objects.filter(pk=reader_id, state=State.TRAINING).update(state=State.FAILED, finished_at=at)


def choose_reader(*, reader_id: int | None, at: datetime, by: Actor) -> bool:
    """From now on this reader reads, or the lexicon alone (None); False when it does already."""
    with transaction.atomic():
        row = TrainedReader.objects.filter(pk=reader_id, state=State.READY).first() if reader_id else None
        if reader_id and row is None:
            raise Missing
        if chosen_reader_id() == reader_id:
            return False
        ReaderChoice.objects.create(reader=row, at=at, by=str(by), by_name=by.name)
        announce(ReaderChosen(reader_id=reader_id, version=row.version if row else 0), at=at, by=by)
        return True


def read_again(*, after_id: int) -> int | None:
    """Reads the next two hundred remarks without a label anew; returns the last one's id, None at the end."""
    with transaction.atomic():
        rows = list(Remark.objects.select_for_update().filter(pk__gt=after_id, labelled=False).order_by("id")[:AT_ONCE])
        using = machine_in_use()
        aspects = []
        for row in rows:
            decision = decide(row.text, Source(row.source), using)
            for name, value in columns_of(decision).items():
                setattr(row, name, value)
            aspects += [
                RemarkAspect(remark=row, aspect=aspect, polarity=polarity, written_at=row.written_at)
                for aspect, polarity in decision.aspects.items()
            ]
        Remark.objects.bulk_update(rows, [name.removesuffix("_id") for name in _COLUMNS])
        RemarkAspect.objects.filter(remark__in=rows).delete()
        RemarkAspect.objects.bulk_create(aspects)
        return int(rows[-1].pk) if rows else None
