"""Which commune a line is of: its code, the name beside it, and for whom the file was sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from observatory.deposits.depositor import Depositor
from observatory.grammar import fold
from observatory.store import reference

# One of these on any line, and the whole file is refused: it may be somebody else's.
REFUSING = ("commune_unknown", "commune_mismatch", "not_your_commune")
_INSEE = re.compile(r"[0-9]{5}|2[AB][0-9]{3}")
_SHORT = re.compile(r"[1-9][0-9]{3}")
_WHOLE_TAIL = re.compile(r"[.,]0+$")
_TITLE = re.compile(r"^(?:(?:mairie|commune|ville|village)_(?:de_|d_|du_|des_)?)")
_ARTICLES = re.compile(r"^(?:l|le|la|les)_|_(?:l|le|la|les)$")
_SAINTS = ((re.compile(r"(?<![a-z])ste(?![a-z])"), "sainte"), (re.compile(r"(?<![a-z])st(?![a-z])"), "saint"))


@dataclass(frozen=True)
class Register:
    """Communes by code, former codes included: `names`, today's code, and today's codes of each name as compared."""

    names: Mapping[str, str]
    current: Mapping[str, str]
    named: Mapping[str, frozenset[str]]

    def name(self, code: str) -> str:
        """The name of a commune by its code of today."""
        return self.names.get(code, code)


@dataclass(frozen=True)
class Place:
    """The commune of a line, or None; the code of what is wrong with its code, and with its name."""

    insee_code: str | None = None
    code: str | None = None
    name_code: str | None = None


@cache
def register(data: Path) -> Register:
    """Every commune of the reference tables."""
    codes = reference.commune_codes(data)
    named: dict[str, set[str]] = {}
    for name, today in codes.select("name", "insee_code").iter_rows():
        named.setdefault(comparable(name), set()).add(today)
    return Register(
        names=dict(codes.select("code", "name").iter_rows()),
        current=dict(codes.select("code", "insee_code").iter_rows()),
        named={name: frozenset(found) for name, found in named.items()},
    )


def comparable(name: str) -> str:
    """A commune's name as it is compared: without case, accents, article, « mairie de », and with its saint in full.

    >>> comparable("Mairie de St-Martin-d'Hères"), comparable("L'Albenc"), comparable("ALBENC (L')")
    ('saint_martin_d_heres', 'albenc', 'albenc')
    """
    text = _ARTICLES.sub("", _TITLE.sub("", fold(name)))
    for pattern, spelled in _SAINTS:
        text = pattern.sub(spelled, text)
    return text


def place_of(code: str | None, name: str | None, *, depositor: Depositor, known: Register) -> Place:
    """Judge one pair of a code and a name.

    Codes: `missing_code`, `commune_unknown`, `commune_mismatch`, `not_your_commune`, `insee_repadded`, `name_differs`.
    """
    if code is None:
        return _unsaid(name, depositor=depositor, known=known)
    text = _WHOLE_TAIL.sub("", code.strip()).upper()
    padded = f"0{text}" if _SHORT.fullmatch(text) else text
    repadded = padded != text
    if not _INSEE.fullmatch(padded) or known.current.get(padded) != padded:
        return Place(code="commune_unknown")
    if repadded and not (name and _is_named(padded, name, known)):
        return Place(code="commune_unknown")
    name_code = None if name is None or _is_named(padded, name, known) else _differing(padded, name, known)
    if name_code == "commune_mismatch":
        return Place(code=name_code)
    if padded not in depositor.communes:
        return Place(code="not_your_commune")
    return Place(padded, "insee_repadded" if repadded else None, name_code)


def explained(code: str, value: str | None, name: str | None, *, known: Register) -> dict[str, Any]:
    """What the sentence of a refusal needs to know beside the text of the cell."""
    text = _WHOLE_TAIL.sub("", (value or "").strip()).upper()
    if code == "commune_unknown" and text in known.current:
        today = known.current[text]
        return {"name": known.name(text), "current": f"{known.name(today)} ({today})", "insee_code": today}
    if code == "commune_mismatch":
        return {"code": text, "expected": known.name(text), "name": name}
    if code == "not_your_commune":
        return {"commune": known.name(text) if text in known.names else name}
    return {}


def _unsaid(name: str | None, *, depositor: Depositor, known: Register) -> Place:
    only = depositor.only
    if only is None:
        return Place(code="missing_code")
    if name is None or _is_named(only, name, known):
        return Place(only)
    differing = _differing(only, name, known)
    return Place(name_code="not_your_commune") if differing == "commune_mismatch" else Place(only, name_code=differing)


def _is_named(code: str, name: str, known: Register) -> bool:
    return comparable(name) == comparable(known.name(code))


def _differing(code: str, name: str, known: Register) -> str:
    """Tell another commune's name from an older, a longer or a misspelled one."""
    told, own = comparable(name), comparable(known.name(code))
    others = known.named.get(told, frozenset())
    begins = told.startswith(f"{own}_") or own.startswith(f"{told}_")
    return "name_differs" if not others or code in others or begins else "commune_mismatch"
