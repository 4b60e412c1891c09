"""Loads the demo company once, with a progress bar, and says the ways in."""

import gc

from tqdm import tqdm

from anjia.company.queries import companies
from anjia.house.demo.life import DAYS, HOUSEHOLDS, live
from anjia.kernel import clock

ROLES = ("owner", "adviser", "dispatcher", "quality_lead", "finance", "caregiver", "household")


def load_demo(*, days: int = DAYS, households: int = HOUSEHOLDS) -> bool:
    """Builds the demo company if there is none; True when it was built now."""
    if any(company.demo for company in companies()):
        return False
    # Many short-lived rows: collecting after every 700 of them costs an eighth of the time.
    gc.set_threshold(50_000, 10, 10)
    with tqdm(
        total=days + 1,
        desc="Building the demo company",
        unit="day",
        bar_format="{desc}: {percentage:3.0f}% |{bar:30}| day {n_fmt} of {total_fmt} [{elapsed}]",
    ) as bar:
        live(until=clock.now(), days=days, households=households, lived=lambda _day: bar.update())
    return True


def ways_in(address: str) -> str:
    """The three front doors and a one-click way in for each role, for the terminal."""
    doors = [
        ("Desk       工作台", f"{address}/desk/"),
        ("Caregiver  家政员", f"{address}/work/"),
        ("Household  家庭  ", f"{address}/home/"),
        ("Public     公众  ", f"{address}/"),
    ]
    lines = ["", "  Anjia 安家 is running. Ctrl-C stops it.", ""]
    lines += [f"  {name}   {url}" for name, url in doors]
    lines += ["", "  Demo log-ins, one click each:"]
    lines += [f"  {role:<13}{address}/demo/{role}/" for role in ROLES]
    return "\n".join([*lines, ""])
