"""Catalog 服务项目: what the company offers, for how much, and what its standard is.

Words: an *offering* is one thing a household can order; its *scope* says what is done, its *limits* what is not; a
*price* is in force from a day on and is never overwritten; the *standard* is the list of steps that the household
sees and the caregiver ticks; a *price question* is a price on an imported list that a person must settle.

Announces: OfferingListed, OfferingChanged, PriceRevised, StandardSet, PriceAsked, PriceSettled, OfferingRetired.
Hears nothing.
"""
