"""What the law and the standards say, as dated data by jurisdiction, and what follows from it in numbers.

Words: a *pack* holds the articles of one jurisdiction with source, dates and how sure we are; a *floor* is what no
company may promise less than; a *claim* is a statement about a service or a standard. Nothing here is legal advice.
"""
