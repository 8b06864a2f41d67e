"""What stands around a table: the name of its sheet and the lines above its header."""

import re
from collections.abc import Callable, Mapping, Sequence

from observatory.deposits.layouts.aliases import ALIASES, COPIES, SUMMARIES, UNNAMED
from observatory.deposits.layouts.headers import fluid_in, said_by, unit_in, without_fluid
from observatory.deposits.layouts.periods import period_of
from observatory.grammar import fold

_YEAR = re.compile(r"(?<![0-9])(?<![0-9][/.-])((?:19|20)[0-9]{2})(?![0-9]|[-/.][0-9])")
# The day on which a table was printed is no year of its figures.
_PRINTED = re.compile(r"\b(?:edit|mis_?e?_?a_jour|imprim|extrai|extraction|export|cree|modifi|maj)")
_LABELLED = frozenset({"site", "compteur", "commune", "code_insee", "fluide", "annee", "unite"})
# Words of a sheet's name that say what its table is about, not of what.
_COMMON = frozenset(
    {
        "conso", "consos", "consommation", "consommations", "energie", "energies", "fluides", "suivi", "donnees",
        "tableau",
        "facture", "factures", "releve", "releves", "annee", "de", "des", "d", "l", "la", "le", "les", "du", "et", "en",
        "patrimoine", "batiments", "mensuel", "mensuelle", "annuel", "couts", "cout", "depenses", "bilan", "site",
        "sites",
        "export", "base", "saisie", "commune",
    }
)  # fmt: skip


def sheet_says(name: str | None) -> dict[str, str]:
    """The year, the fluid and the site that a sheet's name may say; the site is all that is left of it.

    >>> sheet_says("Eau 2023"), sheet_says("École élec"), sheet_says("Feuil1"), sheet_says("Mairie")
    ({'annee': '2023', 'fluide': 'water'}, {'fluide': 'electricity', 'site': 'École'}, {}, {'site': 'Mairie'})
    """
    if name is None or re.match(UNNAMED, fold(name)):
        return {}
    found = {key: text for key, text in (("annee", _one_year([name])), ("fluide", fluid_in(name))) if text}
    words = without_fluid(_YEAR.sub(" ", name)).split()
    said = [word for word in words if not set(fold(word).split("_")) <= _COMMON]
    if said and not (len(said) == 1 and fold(said[0]) in SUMMARIES):
        found["site"] = " ".join(words).strip(" -_–")
    return found


def is_summary(name: str | None) -> bool:
    """Whether a sheet sums up or explains others, by its name."""
    return bool(set(fold(name or "").split("_")) & SUMMARIES) or fold(name or "") in SUMMARIES


def is_copy(name: str | None) -> bool:
    """Whether a sheet may hold another one once more, by its name; one that nobody named may."""
    words = fold(name or "")
    return bool(set(words.split("_")) & COPIES) or bool(re.search(r"\([0-9]+\)$", name or "")) or is_unnamed(name)


def is_unnamed(name: str | None) -> bool:
    """Whether a sheet has the name that the software gave it."""
    return bool(re.match(UNNAMED, fold(name or "")))


def titles_say(lines: Sequence[Sequence[str]]) -> dict[str, str]:
    """What the lines above a header say: one year, one fluid, one unit, and what stands after a label.

    >>> titles_say([["Consommations d'eau 2023 (en m3)"], ["Bâtiment :", "École"], ["Mis à jour le 12/01/2024"]])
    {'site': 'École', 'annee': '2023', 'fluide': 'water', 'unite': 'm3'}
    """
    found: dict[str, str] = {}
    texts = []
    for line in lines:
        label, value = _labelled(line)
        if label:
            found.setdefault(label, value)
        if not _PRINTED.search(fold(" ".join(line))):
            texts += [text for text in line if text]
    fluids = {fluid for text in texts if (fluid := fluid_in(text))}
    units = {unit for text in texts if (unit := unit_in(text))}
    said = {"annee": _one_year(texts), "fluide": _one(fluids), "unite": _one(units)}
    return found | {key: text for key, text in said.items() if text and key not in found}


def measure_said(texts: Sequence[str]) -> str:
    """The measure that a title or a sheet's name says for columns that say none: a cost, or "" for a consumption."""
    said = {said_by(text).meaning for text in texts}
    return _one({meaning for meaning in said if meaning.startswith("cout")})


def _labelled(line: Sequence[str]) -> tuple[str, str]:
    """A label and what it names: in the cell beside it, or after a colon."""
    if not line:
        return "", ""
    label, _, value = line[0].partition(":")
    value = value.strip() or (line[1] if len(line) > 1 else "")
    meaning = ALIASES.get(fold(label), "")
    labelled = ":" in line[0] or len(line) > 1
    if meaning not in _LABELLED or not value or not labelled:
        return "", ""
    value = _READ.get(meaning, str)(value)
    return (meaning, value) if value else ("", "")


def _one_year(texts: Sequence[str]) -> str:
    return _one({year for text in texts for year in _YEAR.findall(text)} or {period_of(text).year for text in texts})


def _year_of(text: str) -> str:
    return _one_year([text])


# What a label names must be one: « Énergie : à compléter » says nothing.
_READ: Mapping[str, Callable[[str], str]] = {"fluide": fluid_in, "unite": unit_in, "annee": _year_of}


def _one(found: set[str]) -> str:
    found = found - {""}
    return next(iter(found)) if len(found) == 1 else ""
