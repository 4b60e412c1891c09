"""Words that people typed stay words on every page, whatever they look like."""

from html.parser import HTMLParser
from itertools import cycle

import pytest
from django.apps import apps
from django.db import Error, models, transaction
from django.test import Client
from django.urls import reverse

from anjia.kernel.models import CompanyModel
from anjia.kernel.scope import company_scope
from tests.architecture.access.conftest import World
from tests.architecture.access.test_access_matrix import ADDRESSES, fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TYPED = (
    "<script>zz(1)</script>",
    '"><img src=x onerror=zz(1)>',
    "' onmouseover='zz(1)",
    "</textarea><svg onload=zz(1)>",
    "</title><zz>",
    "{{7*7}}<zz>{% zz %}",
    "javascript:zz(1)",
    '" autofocus onfocus=zz(1) x="',
    "--><zz>",
    "]]><zz>",
    "<a href=javascript:zz(1)>x</a>",
    "</option></select><zz>",
    "</script><script>zz(1)</script>",
    "<iframe srcdoc=zz(1)>",
    "\u2028<zz>",
)
# What the code itself reads: these are chosen, not typed.
CHOSEN = {
    "style",
    "why",
    "company_id",
    "by",
    "key",
    "debit",
    "credit",
    "code",
    "number",
    "sha256",
    "content_type",
    "token_hash",
}
CHOSEN |= {"phone_index", "subject", "evidence", "slug", "city", "district", "opened_by", "phone", "email", "listener"}
CHOSEN |= {
    "secrets",
    "ticket",
    "doubt",
    "clause",
    "remedy",
    "unit",
    "trade",
    "kind",
    "body",
    "method",
    "paid_by",
    "phone_last4",
    "last4",
}


class Reader(HTMLParser):
    """Notes every tag, handler and script that came from something typed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        runs = [name for name, value in attrs if "zz(1)" in (value or "") and _runs(name, value or "")]
        self.found += [tag] if tag == "zz" or runs else []

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script" and "zz(1)" in data:
            self.found.append("script")


def _runs(name: str, value: str) -> bool:
    return name.startswith("on") or name == "srcdoc" or (name in ("href", "src") and value.startswith("javascript:"))


def type_everywhere() -> int:
    """Puts the words into every typed column of every row that may be changed; says into how many."""
    typed, count = cycle(TYPED), 0
    for model in apps.get_models():
        if not issubclass(model, CompanyModel):
            continue
        texts = [one for one in model._meta.concrete_fields if isinstance(one, models.CharField | models.TextField)]
        for column in (one for one in texts if not one.choices and one.name not in CHOSEN):
            for key in model.objects.values_list("pk", flat=True):
                try:
                    with transaction.atomic():
                        model.objects.filter(pk=key).update(**{column.name: next(typed)[: column.max_length]})
                        count += 1
                except Error:
                    break  # a record that nobody changes
    return count


def test_markup_that_was_typed_is_shown_and_never_run(world: World) -> None:
    ours, found, pages = world.ours, [], 0
    with company_scope(ours.company_id):
        assert type_everywhere() > 50
    asked = [(one, "owner" if one.audience in ("desk", "everyone") else one.audience) for one in ADDRESSES]
    answers = [
        (one.route, ours.people[who].get(one.url(ours.ids), {"home": fields_of(ours, one.name)["home"]}))
        for one, who in asked
    ]
    answers.append(("p", Client().get(reverse("public:proposal", args=[ours.links["proposal"]]))))
    for route, answer in answers:
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            reader = Reader()
            reader.feed(answer.content.decode())
            found += [(route, reader.found)] if reader.found else []
            pages += 1
    assert pages > 50
    assert not found
