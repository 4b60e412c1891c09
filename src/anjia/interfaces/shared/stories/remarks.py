"""The facts of remarks in words."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from anjia.interfaces.shared.stories.company import role_names
from anjia.interfaces.shared.story import Telling, name_of, tells
from anjia.remarks.events import (
    AspectAssigned,
    AspectNoted,
    CorrectionTakenBack,
    ReaderChosen,
    ReaderTrained,
    RemarkCorrected,
    RemarkRead,
)
from anjia.remarks.queries import aspect_names, polarity_names

_TONES = {"unhappy": "warn", "happy": "good"}


def _page(name: str, *args: int) -> str:
    try:
        return reverse(f"desk:{name}", args=args)
    except NoReverseMatch:
        return ""


@tells(RemarkRead)
def remark_read(event: RemarkRead) -> Telling:
    names = aspect_names()
    about = _("; ").join(
        [*(_("unhappy: %(aspect)s") % {"aspect": names[one]} for one in event.unhappy_about)]
        + [_("happy: %(aspect)s") % {"aspect": names[one]} for one in event.happy_about]
    )
    name = name_of("household", event.household_id) or _("somebody")
    values = {"name": name, "polarity": polarity_names()[event.polarity]}
    return Telling(
        icon="chat",
        tone=_TONES.get(event.polarity, ""),
        sentence=_("Words of %(name)s were read: %(polarity)s.") % values,
        url=_page("remark", event.remark_id),
        details=((_("What it is about"), about),) if about else (),
    )


@tells(RemarkCorrected)
def remark_corrected(event: RemarkCorrected) -> Telling:
    names = polarity_names()
    values = {"was": names[event.was], "now": names[event.polarity]}
    confirmed = event.was == event.polarity
    sentence = _("A reading was looked at: %(now)s.") if confirmed else _("A reading was corrected: %(was)s → %(now)s.")
    return Telling(icon="edit", sentence=sentence % values, url=_page("remark", event.remark_id))


@tells(CorrectionTakenBack)
def correction_taken_back(event: CorrectionTakenBack) -> Telling:
    values = {"now": polarity_names()[event.polarity]}
    sentence = _("A correction was taken back; the text reads: %(now)s.") % values
    return Telling(icon="refresh", sentence=sentence, url=_page("remark", event.remark_id))


@tells(ReaderTrained)
def reader_trained(event: ReaderTrained) -> Telling:
    sentence = _("Reader %(version)d learned from %(labels)d texts; it finds %(recall)d %% of the unhappy ones.")
    values = {"version": event.version, "labels": event.labels, "recall": event.recall_percent}
    return Telling(icon="star", sentence=sentence % values, url=_page("reader"))


@tells(ReaderChosen)
def reader_chosen(event: ReaderChosen) -> Telling:
    if not event.version:
        return Telling(icon="refresh", sentence=_("The lexicon alone reads from now on."), url=_page("reader"))
    sentence = _("Reader %(version)d reads from now on.") % {"version": event.version}
    return Telling(icon="check", sentence=sentence, url=_page("reader"))


@tells(AspectAssigned)
def aspect_assigned(event: AspectAssigned) -> Telling:
    values = {"role": role_names()[event.role], "aspect": aspect_names()[event.aspect]}
    return Telling(icon="users", sentence=_("“%(aspect)s” is looked after by: %(role)s.") % values, url=_page("reader"))


@tells(AspectNoted)
def aspect_noted(event: AspectNoted) -> Telling:
    values = {"count": event.count, "aspect": aspect_names()[event.aspect]}
    sentence = _("Took note of %(count)d unhappy words about “%(aspect)s”.") % values
    return Telling(icon="check", sentence=sentence, url=_page("remarks"))
