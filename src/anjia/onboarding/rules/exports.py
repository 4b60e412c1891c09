"""Text that leaves in a spreadsheet, made harmless: no cell of ours is ever run as a formula."""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(text: str) -> str:
    """The text with an apostrophe before a first sign that programs take for a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def restored(text: str) -> str:
    """The text as it was before `neutral`: a list that left here comes back the same."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_DANGEROUS) else text
