"""An act of the desk from its form."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import HttpResponseBase

from anjia.interfaces.shared.access import Request
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal

Act = Callable[[dict[str, Any], datetime, Actor], object]


def carry_out(
    request: Request, form: Form, act: Act, said: str, *, back: HttpResponseBase, shown: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Runs one act from its form: `back` to the page with a word, or the page `shown` with what is wrong on the form.

    Asked for by GET, it leads back without an act.
    """
    if request.method != "POST":
        return back
    if form.is_valid():
        try:
            act(form.cleaned_data, clock.now(), request.person.actor)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, said)
            return back
    return shown()
