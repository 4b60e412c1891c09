"""Quality: what households say after a visit, and what the company does about it.

Words: a *follow-up* comes back to every completed visit by an attempt that shows, *coverage* says to how many; a
*planned survey* waits for its hour and is then asked or skipped with a reason; a *survey* asks once per visit, in
four dimensions from 1 to 5, and keeps good points and points to improve apart; a *complaint* is opened by a low
answer, by the household or by staff, and is carried by two promises: a first answer and a settlement; an *escalation*
moves it to the next person up; a *compensation* is money given back, bounded by a clause and the price of the visit;
a *resolution* is what the company did, which the household may *contest*; a *corrective action* works on the cause,
and an *effectiveness check* asks whether the cause came back. The *index* weighs answers, says how sure it is and is
drawn towards the company's mean while they are few; *feedback* is what a caregiver reads of them, to which she may
*object*; a *weak link* goes to the team that owns it; a *deep interview* is a long talk with a new or key household,
a *consultation* brings an expert's advice to one. How a complaint or an action stands is derived from these
decisions; there is no flag to set.

Announces what its events.py lists. Hears OrderPlaced, VisitPlanned, VisitMoved, VisitCancelled and
CaregiverCheckedIn (the promise of an arrival), VisitCompleted (asks the household) and PromiseBroken (escalates).
"""
