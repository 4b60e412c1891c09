"""Field work: a visit under way, from setting out to the last tick.

Words: an *act* is one tap on the caregiver's phone, with an id made there, so that a repeat is harmless; a *step*
is one line of the service's standard, *ticked* when done; *check-in* says "I am at the door" and keeps only the
distance from the home; an *incident* is what went otherwise than agreed. Only the caregiver to whom the visit is
assigned may act on it.

A step is *guaranteed* when it was agreed with the household; the completed visit is held against these steps.

Announces each act; `VisitCompleted` is what quality, billing and payroll live on, `ScopeMissed` what guarantees make
good.
Hears: booking's VisitMoved (a way begun before counts no more) and PromiseBroken (a home not clean by the promised
day).
"""
