"""Register a household, add homes, remember what matters, open and close its links."""

from anjia.households.operations.dossier import NewEntry, record_dossier, strike_entry
from anjia.households.operations.homes import add_home
from anjia.households.operations.households import register_household, rename_household, set_tags
from anjia.households.operations.keys import issue_key, revoke_keys
from anjia.households.operations.needs import set_needs
from anjia.households.operations.reveals import reveal_address, reveal_phone

__all__ = [
    "NewEntry",
    "add_home",
    "issue_key",
    "record_dossier",
    "register_household",
    "rename_household",
    "reveal_address",
    "reveal_phone",
    "revoke_keys",
    "set_needs",
    "set_tags",
    "strike_entry",
]
