"""Sales: from an enquiry to a proposal that a household accepts, and what is learnt when it does not.

Words: an *enquiry* is a household asking for something; a *contact* is the company answering; a *needs interview*
fills fixed slots and the household's dossier; an *objection* is a doubt with the proof that answered it; a
*proposal* says what, within which limits and for how much, valid until a day; a *home survey* is a look at the home
before the offer, two of which are promised with the request; a *guaranteed scope* is what was agreed to be made good
if it is left out. Announces each of these steps; the promise of a first contact is made with the enquiry and kept by
the first contact. Hears nothing.
"""
