"""What a day plan costs and saves, in words and without a minus."""

from django.utils.translation import gettext as _

from anjia.kernel.money import yuan


def saving_words(saved_fen: int) -> str:
    """What a plan saves, or how much more it costs."""
    if not saved_fen:
        return _("costs the same")
    return (_("saves %(fen)s") if saved_fen > 0 else _("costs %(fen)s more")) % {"fen": yuan(abs(saved_fen))}


def cost_words(fen: int) -> str:
    """An amount of cost: less than nothing is said to save it."""
    return yuan(fen) if fen >= 0 else saving_words(-fen)
