"""What a caregiver earns and is paid. Strangers to billing: another counterparty, another law.

Words: an *earning* follows a completed visit; a *pay slip* is a caregiver's week, line by line. What the company owes
a caregiver is `caregiver:<id>` in the ledger, negative until it is paid. Hears VisitCompleted and GoodwillGranted;
announces VisitEarned, PayslipIssued, PayslipPaid.
"""
