"""Free text read by aspect and polarity, offline, with the words that decided; people correct it in one click.

Words: a *remark* is a text somebody wrote; an *aspect* is what it is about, *polarity* whether it is happy or not; a
*label* is a person's correction, from which a company trains its own reader.
"""
