"""Day plans: who does which visit on a whole day, proposed by computation and decided by people.

Words: a *day plan* (日计划) is a request to compute a day, or to *repair* (修复) what is left of today; its *facts* are
the day as it was when the computation began; an *alternative* (方案) is one answer, made of *moves* (调整): a visit to
another caregiver or start. Nothing is changed before a person *accepts* (采纳) moves, in whole or in part; an
acceptance can be *undone* (撤销) while the day allows it. A visit that is *pinned* (固定) stays as it is. What a minute
or a new face costs are *weights* (排班权重), published in versions.

Announces what its events.py lists. Hears nothing: what is left to do follows from the day itself.
"""
