"""The spaces, capitals and contractions that French typography asks for.

Source strings are written with plain spaces; the no-break ones are put in here, so that nobody has to type them.
"""

import re

NBSP = "\u00a0"
NNBSP = "\u202f"  # narrow: thousands, and before ; ! ? %
MINUS = "\u2212"
DASH = "\u2013"
ABSENT = "—"

_BEFORE_NARROW = re.compile(r" (?=[;!?%])")
_BEFORE_WIDE = re.compile(r" (?=[:»])")
_AFTER = re.compile(r"(?<=[«°]) ")
_HOUR = " h "


def french_spaces(text: str) -> str:
    """Put no-break spaces where French wants them.

    >>> french_spaces("Ligne 14 : « 12 » ?").count(NBSP)
    3
    """
    return _AFTER.sub(NBSP, _BEFORE_WIDE.sub(NBSP, _BEFORE_NARROW.sub(NNBSP, text))).replace(_HOUR, f"{NBSP}h{NBSP}")


def plain_spaces(text: str) -> str:
    """The same text with ordinary spaces, to search in it or compare it."""
    return text.replace(NBSP, " ").replace(NNBSP, " ")


def capital(text: str) -> str:
    """A capital on the first letter only.

    >>> capital("électricité (GWh)")
    'Électricité (GWh)'
    """
    return text[:1].upper() + text[1:]


def shortened(text: str, *, limit: int = 60) -> str:
    """One line of text from outside, cut so that a sentence stays readable.

    >>> shortened("a" * 9, limit=5)
    'aaaa…'
    """
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
