"""The law's facts in words."""

from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.interfaces.shared.law_pages import kind_titles
from anjia.interfaces.shared.story import Telling, tells
from anjia.kernel.money import yuan
from anjia.kernel.scope import current_company_id
from anjia.law.events import CalculationShared
from anjia.law.queries import Kind, SharedCalculation, token_of


@tells(CalculationShared)
def calculation_shared(event: CalculationShared) -> Telling:
    shared = SharedCalculation(current_company_id(), event.kind, event.typed, event.jurisdiction)
    url = reverse("public:calculation", args=[token_of(shared)])
    title = kind_titles()[Kind(event.kind)]
    if event.result_fen is None:
        sentence = _("We worked something out and gave the link: %(title)s.") % {"title": title}
    else:
        values = {"title": title, "amount": yuan(event.result_fen)}
        sentence = _("We worked something out and gave the link: %(title)s, %(amount)s.") % values
    return Telling(icon="shield", sentence=sentence, url=url, to_household=sentence, household_url=url)
