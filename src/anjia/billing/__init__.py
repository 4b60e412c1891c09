"""What a household owes, pays and gets back. Strangers to payroll: another counterparty, another law.

Words: a *charge* follows a completed visit, a *credit* what was granted back, a *payment* is money received, a
*refund* money returned. The household's account is `household:<id>` in the ledger: positive means it owes.
Hears VisitCompleted, CompensationGranted, PreCompensationGranted and RefundGranted; announces VisitCharged,
CompensationCredited, PreCompensationCredited, RefundCredited, PaymentRecorded, Refunded.
"""
