"""Offers 抢单与候补: what is put to people who may accept it, until it expires; whoever accepts first has it.

Words: an *offer* puts one visit to several caregivers, each with an *invitation*; a *swap* is an offer by the caregiver
who has the visit; the *taker* is the first who accepts. All hard rules are dispatch's and are asked again when somebody
accepts, in the same transaction as the assignment.

A household that *waits* has a place on the *waiting list*; *freed time* is kept for the first it suits.

Announces: VisitOffered, OfferTaken, OfferDeclined, OfferEnded, SwapOffered, SwapAccepted, SwapRefused,
VisitLinkMade, VisitLinkRevoked, VisitConfirmed, WaitingJoined, FreedTimeOffered, FreedTimePassed, WaitingEnded.
Hears: dispatch's CaregiverAssigned, AssignmentChanged, AssignmentReleased and booking's VisitCancelled, VisitMoved (an
offer that has lost its object ends); whatever frees time: AssignmentReleased, HoldReleased and workforce's
LeaveCancelled, WorkingHoursSet, CaregiverStatusSet, TradesSet (who waits is offered it).
"""
