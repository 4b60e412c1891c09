"""Remarks: what households write and say, read by aspect and polarity, offline, with the words that decided.

Words: a *remark* is a text somebody wrote; an *aspect* is what it is about, *polarity* whether it is happy or not; a
*wish* asks for something; a *reading* is what the reader makes of it, by its *lexicon* or by what a company *trained*;
a *label* is a person's correction, from which the company trains its own reader; the *owner* of an aspect is the role
that looks after it and takes *note* of what is said.

Announces what its events.py lists. Hears SurveyAnswered, ComplaintOpened, HouseholdReplied, ResolutionContested and
HouseholdCalledBack of quality, and the messages of voice: each text becomes one remark.
"""
