"""What channels, standings and faults are called."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anjia.voice.rules import Channel, Standing


def channel_names() -> dict[str, str]:
    """What each channel is called."""
    return {
        Channel.CALL: _("Phone call"),
        Channel.WEB_FORM: _("Contact form"),
        Channel.SURVEY: pgettext("channel", "Survey"),
        Channel.EMAIL: _("E-mail"),
        Channel.WECHAT: _("WeChat"),
        Channel.SUGGESTION: _("Suggestion box"),
        Channel.CHAT: _("Household's chat"),
        Channel.WORK_CHAT: _("Caregiver's chat"),
    }


def standing_names() -> dict[str, str]:
    """Whose turn it is."""
    return {
        Standing.US: _("waits for us"),
        Standing.THEM: _("waits for them"),
        Standing.DONE: pgettext("conversation", "done"),
    }


def fault_words(code: str) -> str:
    """Why a far end did not take something, with the way out."""
    words = {
        "network": _(
            "The server cannot be reached. Please check its name and port, and whether this machine is online."
        ),
        "certificate": _("The server's certificate is not valid for its name. Please check the name of the server."),
        "password": _(
            "The server refuses user or password. Many mail providers want an authorization code"
            " from their settings page instead of the password."
        ),
        "mailbox": _(
            "The log-in works, but the mailbox does not open. Please allow IMAP on the provider's settings page."
        ),
        "refused": _("The far end refuses it."),
        "recipient": _("The recipient does not exist or does not take messages any more."),
        "letter": _("The letter could not be put together."),
        "returned": _("The letter came back: the address takes no letters."),
        "off": _("The channel was switched off."),
        "app_id": _("WeChat does not know this AppID."),
        "secret": _("WeChat refuses the AppSecret. After a reset at WeChat the new one must be entered here."),
        "whitelist": _("WeChat does not know this machine's address. Please add it to the IP white list at WeChat."),
        "frozen": _("WeChat has frozen the AppSecret. Please unfreeze it on WeChat's platform."),
        "ticket": _("WeChat did not accept the access token, not even a new one."),
        "window": _(
            "WeChat takes answers for 48 hours after the person's last message; that time is over. Please call."
        ),
        "too_many": _("WeChat takes no more answers until the person writes again. Please call."),
        "right": _("The account has no right to customer-service messages; WeChat gives it to verified accounts."),
        "busy": _("WeChat is busy."),
        "answer": _("The far end answered something that makes no sense."),
    }
    return words.get(code, words["refused"]) if code else ""
