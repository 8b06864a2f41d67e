"""What one header says: a field, and beside it a period, a fluid, a unit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from observatory.deposits.layouts import aliases
from observatory.deposits.layouts.aliases import ALIASES, COST, LONG_ENOUGH, NEAR, PASSED
from observatory.deposits.layouts.periods import period_of
from observatory.grammar import fold
from observatory.vocabulary import FLUIDS, QUANTITY_UNITS, spellings

_FLUIDS = {text: code for text, code in spellings(FLUIDS).items() if len(text) >= 3}  # noqa: PLR2004 (no initials)
_UNITS = spellings(QUANTITY_UNITS)
_LONG_UNITS = {text: code for text, code in _UNITS.items() if len(text) >= 2}  # noqa: PLR2004 (« l » is an article too)
_FIELDS_BY_LENGTH = {text: meaning for text, meaning in ALIASES.items() if len(text) >= LONG_ENOUGH}
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_PER_UNIT = re.compile(r"(?:€|eur)\s*(?:HT|TTC)?\s*/\s*\w", re.IGNORECASE)
_RATIO = re.compile(r"(?:Wh|m3|m³)\s*/\s*(?:m|hab|dju|j)|\bratio\b", re.IGNORECASE)
_DOTTED = re.compile(r"\b(?:T\.T\.C|H\.T)\b\.?", re.IGNORECASE)
_NUMBER = re.compile(r"^[+-]?[0-9][0-9 \u00a0\u202f]*(?:[.,][0-9]+)?$")
_MOST_WORDS = 3  # of one fluid or one unit
_MOST_CHARS = 80  # a longer text is a sentence


@dataclass(frozen=True)
class Said:
    """What a header says. `meaning` is a field, `cout` (neither HT nor TTC), `-` (known, no part of a reading), or "".

    `given` holds for the values below; `why` is the code of the reason: `alias`, `near`, `words`, `period`, `fluid`,
    `unit`, `total` or `unknown`; `near` the spelling that it is near to.
    """

    meaning: str
    given: Mapping[str, str] = field(default_factory=dict)
    why: str = "unknown"
    near: str = ""

    @property
    def known(self) -> bool:
        """Whether anything of it was understood."""
        return self.why != "unknown"


NOTHING = Said("")


@lru_cache(maxsize=4096)
def said_by(text: str) -> Said:
    """Read one header.

    >>> said_by("Montant TTC (€)").meaning, said_by("Nom du Batiment").meaning, said_by("Énergie").meaning
    ('cout_ttc', 'site', 'fluide')
    >>> eau = said_by("Eau (m3)"); eau.meaning, dict(eau.given)
    ('consommation', {'fluide': 'water', 'unite': 'm3'})
    >>> janvier = said_by("Conso élec. janv. 2023 (kWh)"); janvier.meaning, dict(janvier.given)
    ('consommation', {'annee': '2023', 'mois': '01', 'fluide': 'electricity', 'unite': 'kWh'})
    >>> said_by("Total").why, said_by("Adresse").meaning, said_by("Bonjour").why
    ('total', '-', 'unknown')
    """
    plain = _DOTTED.sub(lambda found: found[0].replace(".", ""), text.strip())
    if not plain or len(plain) > _MOST_CHARS or _is_number(plain):
        return NOTHING
    if _RATIO.search(plain):
        return Said(PASSED, {}, "alias")
    whole = fold(plain)
    bare = fold(_BRACKETS.sub(" ", plain))
    for words in (whole, bare):
        if words in ALIASES and not _measured(plain, ALIASES[words]):
            return _of_alias(ALIASES[words], plain, "alias")
    period = period_of(_BRACKETS.sub(_unless_period, plain))
    fluid, rest = _fluid_in(period.rest)
    unit, rest = _unit_in(plain, rest)
    given = period.given() | ({"fluide": fluid} if fluid else {}) | ({"unite": unit} if unit else {})
    return _of_words(plain, rest, given)


def is_number(text: str) -> bool:
    """Whether a cell is a number, and no year."""
    return _is_number(text.strip())


def unit_in(text: str) -> str:
    """The unit that a text states in brackets, after « en », or as a word of it; "" where none."""
    return _unit_in(text, fold(text))[0]


def fluid_in(text: str) -> str:
    """The one fluid that a text names; "" where none or several."""
    return _fluid_in(fold(text))[0]


def without_fluid(text: str) -> str:
    """The words of a text that name no fluid."""
    return " ".join(word for word in text.split() if fold(word) not in _FLUIDS)


def _is_number(text: str) -> bool:
    return bool(_NUMBER.match(text)) and not re.fullmatch(r"(?:19|20)\d{2}", text)


def _unless_period(found: re.Match[str]) -> str:
    """Keep the words of a bracket beside the others, for the unit is looked for apart."""
    return f" {found[1]} "


def _measured(text: str, meaning: str) -> bool:
    """Whether a header whose words are known states what it counts in: « Énergie (kWh) » is no list of fluids."""
    stated = bool(_unit_in(text, "")[0]) or "€" in text
    return meaning in {"consommation", "fluide", COST} and stated


def _of_alias(meaning: str, text: str, why: str, near: str = "") -> Said:
    fluid = _fluid_in(fold(text))[0] if meaning != "fluide" else ""
    if meaning == "compteur":
        words = set(fold(text).split("_"))
        fluids = {code for word, code in aliases.METER_FLUIDS.items() if word in words}
        fluid = fluids.pop() if len(fluids) == 1 else fluid
    return Said(meaning, {"fluide": fluid} if fluid else {}, why, near)


def _of_words(text: str, rest: str, given: Mapping[str, str]) -> Said:
    words = [word for word in rest.split("_") if word and word not in aliases.FILLERS]
    left = "_".join(words)
    if cost := _cost_in(text, words):
        costs = {name: value for name, value in given.items() if name != "unite"}
        return Said(cost, costs, "words" if cost != PASSED else "alias")
    if any(word in aliases.TOTALS for word in words):
        return _of_total(left, given)
    if not words:
        return Said("consommation" if "unite" in given else "", given, _why_of(given)) if given else NOTHING
    return _of_name(rest, left, words, given)


def _of_name(rest: str, left: str, words: list[str], given: Mapping[str, str]) -> Said:
    """A header that names its field, to the letter or nearly so, beside a period, a fluid or a unit."""
    if meaning := ALIASES.get(left) or ALIASES.get(rest):
        return _with_unit(meaning, given, "alias")
    if left.startswith("index") and given:
        return Said(PASSED, {}, "alias")
    near = process.extractOne(left, _FIELDS_BY_LENGTH.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
    if near and len(left) >= LONG_ENOUGH:
        return _with_unit(_FIELDS_BY_LENGTH[near[0]], given, "near", near[0])
    if "unite" in given:
        if aliases.DELIVERIES & set(words):
            return Said("consommation", {**given, "nature": "delivery"}, "words")
        if "consommation" in {ALIASES.get(word) for word in words} or set(words) <= aliases.COUNTS:
            return Said("consommation", given, "words")
    return Said("", given)


def _of_total(left: str, given: Mapping[str, str]) -> Said:
    """A column of totals; « Consommation totale (kWh) » of a long table is an alias, and read before."""
    meaning = ALIASES.get(left, "")
    return Said(meaning, given, "total") if meaning in {"consommation", COST} else Said("", given, "total")


def _with_unit(meaning: str, given: Mapping[str, str], why: str, near: str = "") -> Said:
    if "unite" in given and meaning == "fluide":
        return Said("consommation", given, why, near)
    if meaning not in {"consommation", COST, "dont_abonnement"}:
        given = {name: value for name, value in given.items() if name == "fluide"}
    return Said(meaning, given, why, near)


def _why_of(given: Mapping[str, str]) -> str:
    for name, why in (("unite", "unit"), ("mois", "period"), ("annee", "period"), ("fluide", "fluid")):
        if name in given:
            return why
    return "unknown"


def _cost_in(text: str, words: list[str]) -> str:
    """A cost: HT, TTC, or neither said; `-` for a price of one unit or a tax, "" for what is no cost."""
    said = set(words)
    without, with_tax = aliases.WITHOUT_TAX & said, aliases.WITH_TAX & said
    worded = "€" in text or aliases.EUROS & said or aliases.COST_WORDS & said - {"total"}
    standing = aliases.STANDING & said
    if _PER_UNIT.search(text) or ("prix" in said and aliases.UNIT_PRICE & said):
        return PASSED
    if not (worded or without or with_tax or standing):
        return ""
    if "tva" in said and not (without or with_tax):
        return PASSED
    if standing:
        return "dont_abonnement"
    return COST if bool(without) == bool(with_tax) else "cout_ht" if without else "cout_ttc"


def _fluid_in(words: str) -> tuple[str, str]:
    """The one fluid among folded words, and the others."""
    parts = words.split("_")
    found: dict[str, tuple[int, int]] = {}
    taken = 0
    for size in range(_MOST_WORDS, 0, -1):
        for at in range(len(parts) - size + 1):
            code = _FLUIDS.get("_".join(parts[at : at + size]))
            if code and not any(start < at + size and at < stop for start, stop in found.values()):
                taken += code not in found
                found[code] = (at, at + size)
    if len(found) != 1:
        return "", words
    ((code, (start, stop)),) = found.items()
    return code, "_".join(part for at, part in enumerate(parts) if not start <= at < stop)


def _unit_in(text: str, words: str) -> tuple[str, str]:
    """The unit in brackets, after « en », or as a word of its own, and the other words.

    A heating value said to be the lower one stays beside its unit: bills are in the higher one where none is said.
    """
    parts = [part for part in words.split("_") if part not in {"pci", "pcs"}]
    lower = " PCI" if "pci" in fold(text).split("_") else ""
    for inner in [*_BRACKETS.findall(text), text.rsplit(" en ", 1)[-1]]:
        spelled = [part for part in fold(inner).split("_") if part not in {"en", "pci", "pcs"}]
        if code := _UNITS.get("_".join(spelled)):
            return _lower(code, lower), "_".join(part for part in parts if part not in spelled)
    for size in (2, 1):
        for at in range(len(parts) - size + 1):
            if code := _LONG_UNITS.get("_".join(parts[at : at + size])):
                return _lower(code, lower), "_".join(parts[:at] + parts[at + size :])
    return "", words


def _lower(code: str, lower: str) -> str:
    return code + lower if code.endswith("Wh") else code
