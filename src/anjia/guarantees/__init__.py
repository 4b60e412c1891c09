"""What the company gives before it is asked: pre-compensation, goodwill, refunds, help in an emergency.

Words: a *pre-compensation* (预赔) is paid for a delay before anybody asks; a *goodwill budget* pays for extra work at a
price of zero; a *refund request* is due by law; an *emergency* has its own clock.
"""
