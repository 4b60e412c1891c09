"""Households 家庭客户: the families served, their homes, and what must be remembered about them.

Words: a *home* is one address of a household; the *dossier* holds preferences, taboos, special requests, ways of
access and the people at home, each entry with its source; a *key* is an unguessable link by which a household
opens its own pages. Phone, address and dossier are kept sealed and shown masked; showing a phone is itself a fact.

Announces: HouseholdRegistered, HomeAdded, DossierRecorded, DossierStruck, TagsSet, PhoneRevealed, AddressRevealed,
HouseholdKeyIssued, HouseholdKeysRevoked. Hears nothing.
"""
