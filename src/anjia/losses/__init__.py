"""What ended in nothing and why: enquiries, proposals, orders and visits that were lost.

Words: a *loss* is a chance that ended in nothing, with the money that was at stake; its *reason* is a leaf or a first
level of the *loss tree*, two levels, which comes with Anjia in a standard form and is published in versions. The event
gives a first *guess*; a person confirms or changes it, and until then the loss is *unexplained*. A proposal that was
declined and later accepted, or a visit that took place after all, is *recovered* and no longer counts. A reason can
get an action in quality, and whether it helped is measured by how often chances are lost for it.

Announces what its events.py lists. Hears EnquiryLost, ProposalDeclined, ProposalLapsed, VisitCancelled and
IncidentReported (a loss), ProposalAccepted, EnquiryWon and VisitCompleted (it was none).
"""
