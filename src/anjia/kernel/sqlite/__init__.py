"""Django's SQLite backend for a company's live data: `ENGINE = "anjia.kernel.sqlite"`.

What it adds to `django.db.backends.sqlite3`, which still does the work:

- `library`    the SQLite that runs is the one bundled with the PyPI package `pysqlite3`, not the machine's; a
               library with the WAL-reset fault is refused.
- `base`       the profile: WAL, synchronous=FULL, foreign keys, BEGIN IMMEDIATE, 20 s of patience.
- `fair_lock`  writers queue for one lock file in the order they came, where SQLite alone lets the lucky win.
- `operations` flushing test tables whose rows are guarded against deletion.

Options in DATABASES["default"]["OPTIONS"], beside Django's own: `fair_lock` (default True; off only to show what
it is good for) and `synchronous` (default "FULL"; lower only where the data is worth nothing, as in tests).

One machine and a local disk only: over a network file system neither SQLite nor the lock file can be trusted.
"""
