"""All that is known of one case in one sealed file that anyone can check.

Words: an *evidence pack* is a ZIP of facts, texts and photos, chained by hashes; the same case gives the same bytes.
"""
