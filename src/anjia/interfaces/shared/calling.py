"""How several people are called beside each other."""

from collections import Counter
from collections.abc import Callable, Mapping


def told_apart(names: Mapping[int, str], called: Callable[[str], str]) -> dict[int, str]:
    """How each is called, by id; those who would be called alike keep their whole names."""
    short = {key: called(name) for key, name in names.items()}
    often = Counter(short.values())
    return {key: name if often[name] == 1 else names[key] for key, name in short.items()}


__all__ = ["told_apart"]
