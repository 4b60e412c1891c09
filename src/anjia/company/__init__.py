"""The company: companies, branches, staff, their roles and log-ins.

Words: a *user* is a person with a log-in (by phone or e-mail); *staff* is that person's place in one company;
a *role* says what the desk lets them do. Announces who was engaged, given another role, or dismissed.
"""
