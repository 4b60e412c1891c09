"""Inspections: somebody of the company looks at the work itself, by the service standard.

Words: a *round* (巡查) looks at a caregiver, a service or a branch every so many weeks; a *spot check* (抽查) is
unannounced and drawn at random from the visits of a week, by a published *sampling plan* of risk weights, so that
anybody can repeat the *draw* from its seed and frame. An *inspection* is planned, then held or dropped; holding it
leaves one *finding* for each step of the standard: ok, a *deviation* with its severity, or not seen. A deviation's
*remedy* is promised at once, and it is *verified* when somebody has looked again. How a deviation stands follows from
these rows.

Announces what its events.py lists. Hears VisitCancelled (a spot check without its visit is dropped) and
PromiseBroken (nothing follows of itself: the ladder tells). A caregiver learns of a spot check when it is held.
"""
