"""Send a list in, see what it would change, put it into force."""

from anjia.onboarding.operations.confirmations import confirm_import, discard_import, write_some
from anjia.onboarding.operations.previews import preview_import

__all__ = ["confirm_import", "discard_import", "preview_import", "write_some"]
