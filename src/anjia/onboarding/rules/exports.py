"""Text that leaves in a spreadsheet, made harmless: no cell of ours is ever run as a formula."""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(text: str) -> str:
    """The text with an apostrophe before a first sign that programs take for a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text
