"""What a household owes, pays and gets back. Strangers to payroll: another counterparty, another law.

Words: a *charge* follows a completed visit, a *credit* a granted compensation, a *payment* is money received, a
*refund* money returned. The household's account is `household:<id>` in the ledger: positive means it owes.
Hears VisitCompleted and CompensationGranted; announces VisitCharged, CompensationCredited, PaymentRecorded, Refunded.
"""
