"""Booking: orders and the visits they ask for.

Words: an *order* is what a household and the company agreed, under a number people can say; a *visit* is one
coming of a caregiver, with a snapshot of what was agreed (service, title, minutes, price). A *late* cancellation
comes less than a day before the start; a *needs check* asks the household a week ahead whether everything is as it
was; a *series* is visits that come again and again by a rule, each standing for a date of it, in terms that follow
one another; a *guaranteed scope* is what a visit must do, by when after a move. Announces orders placed, visits
planned, moved, reshaped and cancelled, series started, changed, continued and ended, needs checked and scopes
agreed. Hears its own facts of visits, so that an order is not slowed by what it needs besides; fieldwork calls
`mark_visit_done` when the work is complete.
"""
