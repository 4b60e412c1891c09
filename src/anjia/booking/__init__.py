"""Booking: orders and the visits they ask for.

Words: an *order* is what a household and the company agreed, under a number people can say; a *visit* is one
coming of a caregiver, with a snapshot of what was agreed (service, title, minutes, price). A *late* cancellation
comes less than a day before the start. Announces orders placed, visits moved and visits cancelled; hears nothing:
fieldwork calls `mark_visit_done` when the work is complete.
"""
