"""The demo company: built through operations only, by a seeded generator that lives several weeks day by day."""

from anjia.house.demo.entry import load_demo, ways_in

__all__ = ["load_demo", "ways_in"]
