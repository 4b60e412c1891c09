"""Dispatch 派单: who goes to which home, and when there is time for it.

Words: a *slot* is a start that at least one caregiver can keep; a *hold* keeps a caregiver's time for a few
minutes while somebody decides; an *assignment* is a hold that became a visit's; a *buffer* is the travel that
belongs to a visit before it begins; an *opening* is a stretch of time in which a job may start.

Announces: SlotHeld, HoldReleased, CaregiverAssigned, AssignmentChanged, AssignmentReleased, CaregiverRefused,
CaregiverFavoured, HouseholdRefused, PairPreferenceLifted.
Hears: booking's VisitCancelled (the caregiver's time is given back); workforce's CaregiverStatusSet and LeaveRecorded
(the visits of one who left or is away wait for somebody else); its own CaregiverRefused (her visits go to
the next best).
"""
