"""Workforce 家政员: who does the work, what each is able to do, and when each works.

Words: a *trade* with its *level* 1-5 says what a caregiver can be sent to; *working hours* repeat by weekday;
*leave* takes time out of them; only a caregiver whose status is *ready* is ever dispatched.

A *request for leave* is the caregiver's own question; the desk answers it once, and a yes records the leave.

Announces: CaregiverEngaged, CaregiverStatusSet, CaregiverChanged, TradesSet, WorkingHoursSet, LeaveRecorded,
LeaveCancelled, LeaveAsked, LeaveGranted, LeaveRefused, LeaveRequestWithdrawn, LoginOpened. Hears nothing.
"""
