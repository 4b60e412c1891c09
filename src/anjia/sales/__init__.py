"""Sales: from an enquiry to a proposal that a household accepts, and what is learnt when it does not.

Words: an *enquiry* is a household asking for something; a *contact* is the company answering; a *needs interview*
fills fixed slots and the household's dossier; an *objection* is a doubt with the proof that answered it; a
*proposal* says what, within which limits and for how much, valid until a day. Announces each of these steps; the
promise of a first contact is made with the enquiry and kept by the first contact. Hears nothing.
"""
