"""What every screen shares: the look (tokens, components, shells), how dates and money are written, who is asking.

Components are template tags (``templatetags/anjia.py``); pages hand them the frozen values of ``parts``.
How to use each of them: docs/design.md; all of them on one page: ``/gallery/`` in demo mode.
"""
