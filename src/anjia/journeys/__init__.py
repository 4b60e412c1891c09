"""Journeys: the few use cases that change several areas in one transaction.

A journey has no rows and no words of its own: it calls operations of the areas it joins, upstream of all of
them, and either all of it happens or nothing. Announces nothing itself; hears nothing.
"""
