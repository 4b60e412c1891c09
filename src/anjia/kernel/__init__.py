"""The source of the river: what every area stands on and nothing here knows an area.

Words: a *fact* (Event) is written once to the append-only log; a *job* is one delivery of a fact to one
listener, or one background task; the *company scope* says whose rows a query may see and fails closed;
the *ledger* moves integer fen between named accounts; a *refusal* is a sentence for the person who reads it.

Modules from source to mouth: errors, clock, text, money, places, actors, tokens, scope, fields, constraints,
profiles, sqlite, prepared | models | ledger, files, events, jobs, operations, queries, guards.
"""
