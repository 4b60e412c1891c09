"""Promises: what the company said it would do, under which clause, by when; kept, released, void or broken.

Words: a *clause* is a published version of a term (how long on which clock, how much, for whom) and never changes
afterwards; its *validity* is when it holds: of several that hold, the most specific is in force (service before branch
before company). A *promise* is made under the clause in force at that moment, about a subject such as "complaint:7",
and has one due time; it ends once: *kept* with evidence, *released* or *void* with a reason, or *broken* by the clock.
A *pause* stops its clock while the company waits for the household. A promise kept after its due time was broken: the
state depends on the times alone, never on when the sweep came by. The *ladder* of a clause says which role is told
when so many percent of the time have gone; a *notice* is one such telling. A *remedy* is what a breach pays.
Announces ClausePublished, ClauseWithdrawn, PromiseMade, PromiseNearing, PromisePaused, PromiseResumed, PromiseKept,
PromiseBroken, PromiseDoneLate, PromiseReleased and PromiseVoided. Hears nothing: the area that made a promise knows
what its breach means.
"""
