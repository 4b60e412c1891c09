"""What kinds and sources are called."""

from django.utils.translation import gettext as _

from anjia.households.rules import EntryKind, Purpose, Source


def kind_names() -> dict[str, str]:
    """What each kind of dossier entry is called."""
    return {
        EntryKind.PREFERENCE: _("Preferences"),
        EntryKind.TABOO: _("Taboos"),
        EntryKind.SPECIAL: _("Special requests"),
        EntryKind.ACCESS: _("Getting in"),
        EntryKind.PEOPLE: _("People at home"),
        EntryKind.NOTE: _("Notes"),
    }


def purpose_names() -> dict[str, str]:
    """What each purpose of looking at a phone or an address is called."""
    return {
        Purpose.CALL: _("to call back"),
        Purpose.VISIT: _("to arrange a visit"),
        Purpose.COMPLAINT: _("to look after a complaint"),
        Purpose.PAYMENT: _("to settle a payment"),
        Purpose.OTHER: _("another reason"),
    }


def source_names() -> dict[str, str]:
    """What each way to the company is called."""
    return {
        Source.PHONE: _("by phone"),
        Source.PUBLIC_PAGE: _("by the public page"),
        Source.WECHAT: _("by WeChat"),
        Source.WALK_IN: _("walked in"),
        Source.REFERRAL: _("referred by a friend"),
        Source.IMPORT: _("from an imported list"),
    }
