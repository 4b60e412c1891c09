"""Onboarding: a company brings its own spreadsheets, and what is in them becomes households, caregivers and prices.

Words: a *table* is what could be read of a file; a *finding* is one thing noticed about a file, a row or a cell
(note: it was put right and is said; doubt: a person should look; refusal: the row or the file is not taken);
a *reading* is what a row means; a *batch* is one file sent in; a *price question* is a price that is left to a person.

Two steps: a preview writes nothing outside this area, a confirmation writes every good row exactly once, however
often the same or an overlapping file is sent.

Announces ImportPreviewed, ImportConfirmed, ImportDiscarded. Hears nothing.
"""
