"""The voice of the customer: every message of every channel in one inbox.

Words: a *channel* is a way a message comes in or goes out (call, web form, survey, e-mail, WeChat, suggestion box,
chat, a caregiver's own chat); a *message* is written once and never changes; a *conversation* holds the messages of
one matter and is tied to household, visit and caregiver where they are known; a *correspondent* is an address somebody
writes from, and remembers to whom it was tied; a *sending* is an answer on its way to a far end; a *connection* is what
the company set for a channel; a *suggestion box* is a QR code on a wall or a card.
How a conversation stands (our turn, theirs, done) is derived from its messages. While it is our turn, the promise
`message_answered` runs; when we ask back it is paused until they answer.
Announces what its events.py lists. Hears SurveyAnswered (an answer with words is a message too).
"""
