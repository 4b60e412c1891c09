"""What ended in nothing and why: enquiries, proposals, orders and visits that were lost.

Words: a *loss* has one reason from the *loss tree* and an amount; a cause can get a corrective action.
"""
