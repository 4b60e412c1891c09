"""The faces of satisfaction and of inspections at the desk."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anjia.interfaces.shared.parts import Link


def survey_faces(current: str) -> list[Link]:
    """Index, weak links, objections, interviews, consultations."""
    return _links(
        current,
        ("index", pgettext("desk", "Index")),
        ("weak-links", _("Weak links")),
        ("objections", _("Objections")),
        ("deep-interviews", _("Deep interviews")),
        ("consultations", _("Consultations")),
    )


def inspection_faces(current: str) -> list[Link]:
    """Inspections, deviations, rounds, the sampling plan."""
    return _links(
        current,
        ("inspections", _("Inspections")),
        ("findings", _("Deviations")),
        ("rounds", _("Rounds")),
        ("sampling-plan", _("Spot checks")),
    )


def _links(current: str, *faces: tuple[str, str]) -> list[Link]:
    return [Link(label=label, url=reverse(f"desk:{name}"), current=name == current) for name, label in faces]
