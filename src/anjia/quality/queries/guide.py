"""What is asked in a deep interview, and what occasions and reasons not to ask are called."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anjia.quality.rules.asking import Skip
from anjia.quality.rules.interviews import NEW, Question


def guide() -> dict[Question, str]:
    """The questions, in their order."""
    return {
        Question.WHY_US: _("What made you look for help at home, and why us?"),
        Question.FIRST_IMPRESSION: _("How was the first visit, from the door bell to the good-bye?"),
        Question.BEST: _("What should stay exactly as it is?"),
        Question.WORST: _("What annoyed you, even a little?"),
        Question.TRUST: _("What would you need to hand over the keys with an easy mind?"),
        Question.HOME_RULES: _("Which habits of your home should everybody know who comes?"),
        Question.NEXT_NEEDS: _("What will your home need in the next half year?"),
        Question.RECOMMEND: _("To whom would you recommend us, and to whom not?"),
    }


def occasion_name(occasion: str) -> str:
    """Why an interview is due: "new household", "2026 Q4"."""
    if occasion == NEW:
        return pgettext("interview", "New household")
    return pgettext("interview", "%(year)s, quarter %(quarter)s") % {"year": occasion[:4], "quarter": occasion[5:]}


def skip_names() -> dict[str, str]:
    """Why a household was not asked."""
    return {
        Skip.ASKED_OFTEN: _("asked often enough this month"),
        Skip.COMPLAINT_OPEN: _("a complaint about this visit is open"),
        Skip.TOO_LATE: _("the visit is too long ago"),
    }
