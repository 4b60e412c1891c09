"""Rounds by the calendar and unannounced spot checks, and what was found against the service standard.

Words: a *round* (巡查) comes regularly, a *spot check* (抽查) is drawn at random; a *finding* says which step deviates,
and opens its remedy at once.
"""
