"""The voice of the customer: every message of every channel in one inbox.

Words: a *channel* is a way a message comes in or goes out (call, web form, e-mail, WeChat, suggestion box, chat); a
*message* is tied to household, visit and caregiver where they are known.
"""
