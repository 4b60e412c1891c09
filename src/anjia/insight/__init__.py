"""Figures that need several areas at once: continuity of care, fairness, travel, punctuality, utilisation.

Words: *continuity* is the index of Bice and Boxerman, 1 when one caregiver does every visit of a household; *fairness*
is Gini's coefficient of hours and of income, 0 when all have the same; *utilisation* is the work given out as a share
of the time on duty; the *travel share* is the way as a share of way and work. The only area that lays several areas'
rows side by side: it asks each once for the whole period and keeps nothing.
"""
