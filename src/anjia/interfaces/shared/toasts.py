"""Telling someone what just happened, with a way back where there is one."""

from django.contrib import messages
from django.http import HttpRequest

_LEVELS = {"": messages.INFO, "good": messages.SUCCESS, "warn": messages.WARNING, "bad": messages.ERROR}


def say(request: HttpRequest, sentence: str, *, tone: str = "good", undo: str = "") -> None:
    """Shows a toast on the next page. ``undo`` is an address that is posted to when the person takes it back."""
    messages.add_message(request, _LEVELS[tone], sentence, extra_tags=f"undo={undo}" if undo else "")
