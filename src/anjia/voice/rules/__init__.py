"""Channels, how a conversation stands, what letters and WeChat calls say, and how sending goes on."""

from anjia.voice.rules.channels import (
    FIRST_TEAM,
    REMOTE,
    Address,
    Channel,
    Enclosure,
    Inbound,
    Known,
    Side,
    Way,
    way_of,
)
from anjia.voice.rules.sending import (
    MOST_TRIES,
    MOST_WECHAT_BYTES,
    WECHAT_HOURS,
    Fault,
    SendingState,
    fits_wechat,
    may_write_by_wechat,
    pause_after,
)
from anjia.voice.rules.standing import Marks, Standing, standing_of
from anjia.voice.rules.words import MOST_KEPT, phones_in, without_quote

__all__ = [
    "FIRST_TEAM",
    "MOST_KEPT",
    "MOST_TRIES",
    "MOST_WECHAT_BYTES",
    "REMOTE",
    "WECHAT_HOURS",
    "Address",
    "Channel",
    "Enclosure",
    "Fault",
    "Inbound",
    "Known",
    "Marks",
    "SendingState",
    "Side",
    "Standing",
    "Way",
    "fits_wechat",
    "may_write_by_wechat",
    "pause_after",
    "phones_in",
    "standing_of",
    "way_of",
    "without_quote",
]
