"""For tests of areas that promise: what happened to their promises."""

from anjia.promises.models import Promise


def states_of(subject: str) -> dict[str, str]:
    """The state of the latest promise of each kind about a subject."""
    rows = Promise.objects.filter(subject=subject).order_by("id")
    return dict(rows.values_list("kind", "state"))
