"""The name of a file that somebody sends: kept as a text beside its bytes, never as a path."""

import unicodedata

from observatory.errors import FileRejected

_MOST_BYTES = 255  # of one name, in most file systems
# Controls, and marks that turn the direction of what follows: a name must read as what it is.
_FORBIDDEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SEPARATORS = frozenset("/\\")


def check_name(name: str) -> None:
    """Refuse a name that is a path, is empty or too long, or holds what cannot be seen.

    Raises FileRejected `name_refused`.

    >>> check_name("Relevés 2023 (école) – final <b>.xlsx")
    """
    seen = "".join(character for character in name if not _is_unseen(character))
    empty = name.strip() in {"", ".", ".."}
    if empty or seen != name or set(name) & _SEPARATORS:
        raise FileRejected("name_refused", name=seen.strip() or None)
    if len(name.encode("utf-8")) > _MOST_BYTES:
        raise FileRejected("name_refused", name=seen, reason="length", limit=_MOST_BYTES)


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in _FORBIDDEN or character in _TURNING
