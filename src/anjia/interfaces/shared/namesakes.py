"""What stands beside the name of a caregiver who is not the only one of that name in a list."""

from collections import Counter
from collections.abc import Mapping

from anjia.workforce import queries as workforce


def beside(names: Mapping[int, str], *, phones: bool = False) -> dict[int, str]:
    """By id, the district in which each lives whose whole name another one has, too; "" for everybody else.

    `phones`: with her masked phone where the district is the same as well. No query while all names differ, else two.
    """
    often = Counter(names.values())
    alike = workforce.caregivers(key for key, name in names.items() if often[name] > 1)
    where = Counter((one.name, one.district) for one in alike.values())
    found = dict.fromkeys(names, "")
    for key, one in alike.items():
        unclear = phones and where[one.name, one.district] > 1
        found[key] = f"{one.district} {one.masked_phone}" if unclear else one.district
    return found


__all__ = ["beside"]
