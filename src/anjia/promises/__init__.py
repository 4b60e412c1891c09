"""Promises: what the company said it would do, under which clause, by when; kept, released or broken.

Words: a *clause* is a published version of a term (how long, how much) and never changes afterwards; a *promise*
is made under the clause in force at that moment, about a subject such as "complaint:7", and has one due time; it
ends once: *kept* with evidence, *released* with a reason, or *broken* by the clock. A promise kept after its due
time was broken: the state depends on the times alone, never on when the sweep came by.
Announces PromiseMade, PromiseKept, PromiseBroken, PromiseReleased and ClausePublished. Hears nothing: the area
that made a promise knows what its breach means.
"""
