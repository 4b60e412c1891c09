"""What the company gives before it is asked: pre-compensation, goodwill, refunds, help in an emergency.

Words: a *delay* is what somebody said or the clock showed, with its *cause*; a *pre-compensation* (预赔) is paid for it
before anybody asks, by the clause's formula, and later lateness raises it by the difference; *goodwill* (免费加做) is
extra work at a price of zero, bounded by a budget; a *refund request* (退款申请) is found justified or not, and is due
by law; an *emergency* (紧急求助) has its own clock. An *allowance* is a bound that two people at once cannot pass.

Announces DelayAnnounced, PreCompensationGranted, GoodwillGranted, RefundAsked, RefundFound, RefundGranted,
RefundRefused, RefundPaid, EmergencyCalled, EmergencyTakenUp, EmergencyAnswered, EmergencyClosed, GuaranteeEscalated.
Hears PromiseBroken, CaregiverCheckedIn, VisitMoved, VisitCancelled and ScopeMissed.
"""
