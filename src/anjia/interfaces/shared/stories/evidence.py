"""Evidence, in words."""

from django.utils.translation import gettext as _

from anjia.evidence.events import EvidencePacked
from anjia.interfaces.shared.story import Telling, tells


@tells(EvidencePacked)
def evidence_packed(event: EvidencePacked) -> Telling:
    sentence = _("The evidence of this case was taken away in a sealed file (%(seal)s…).")
    return Telling(icon="shield", sentence=sentence % {"seal": event.seal[:12]})
