"""What the columns of an unknown table seem to mean: guesses with their reasons, for a person to confirm or correct."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

import polars as pl

from observatory.errors import FileRejected
from observatory.grammar import fold, fold_expr
from observatory.sources.mapping import LEFT_OUT, UNITS, shape, year_of
from observatory.vocabulary import CARRIERS, SECTORS, spellings

SAMPLE = 200  # rows that a guess looks at
MOSTLY = 0.8  # of the filled cells
CLOSE = 0.84  # of two spellings of one header: one letter in six may differ
SEVERAL = 2  # columns named by years, sectors or carriers, from which on these stand across
# Headers met in tables of regional observatories and plans, folded.
WORDS: Mapping[str, tuple[str, ...]] = {
    "commune": (
        "code_insee", "insee", "code_commune", "code_insee_commune", "codgeo", "code_geo", "insee_com", "com_insee",
        "code_geographique", "depcom", "code_insee_de_la_commune",
    ),
    "name": ("commune", "nom_commune", "libelle_commune", "libgeo", "nom_de_la_commune", "nom", "territoire"),
    "year": ("annee", "year", "an", "millesime_annee", "annee_de_reference"),
    "sector": ("secteur", "secteur_d_activite", "grand_secteur", "secteur_pcaet", "sector"),
    "carrier": ("energie", "vecteur", "vecteur_energetique", "type_d_energie", "filiere", "produit", "combustible"),
    "vintage": ("version", "millesime", "date_de_mise_a_jour", "version_des_donnees"),
    "value": (
        "valeur", "consommation", "conso", "consommation_energie", "consommation_d_energie_finale", "emissions",
        "emissions_ges", "ges", "quantite", "energie_finale", "conso_totale",
    ),
}  # fmt: skip
TOTALS = frozenset({"total", "totaux", "tous", "toutes", "ensemble"})
_UNIT = {fold(unit): unit for unit in UNITS} | {"teqco2": "tCO2e", "kteqco2": "ktCO2e", "kgeqco2": "kgCO2e"}
_UNIT |= {"t_co2e": "tCO2e", "tco2eq": "tCO2e", "ktco2eq": "ktCO2e", "teq_co2": "tCO2e", "ktep_an": "ktep"}
_NUMBER = r"^[+-]?[0-9][0-9  \x{202f}]*([.,][0-9]+)?$"


@dataclass(frozen=True)
class Guess:
    """What one field of a mapping seems to be; `why` is the code of the reason, with the parameters of its sentence."""

    value: Any
    why: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """How a table seems to be read: `header_row` is that of the file, `guesses` by field (`columns.year`, `unit`…)."""

    header_row: int
    headers: tuple[str, ...]
    guesses: Mapping[str, Guess]

    def fields(self) -> dict[str, Any]:
        """The guesses as `read_mapping` takes them."""
        said: dict[str, Any] = {"columns": {}, "headers": self.headers}
        for name, guess in self.guesses.items():
            within, _, inner = name.partition(".")
            if inner:
                said.setdefault(within, {})[inner] = guess.value
            else:
                said[within] = guess.value
        return said


def header_row(lines: Sequence[tuple[int, Sequence[str]]]) -> int:
    """The number of the line that looks most like a header: many texts that are no numbers, or years, all different.

    Raises FileRejected `no_data` where there is no line.
    """
    if not lines:
        raise FileRejected("no_data")
    return max(lines, key=lambda line: (_likeness(line[1]), -line[0]))[0]


def _likeness(cells: Sequence[str]) -> float:
    filled = [cell.strip() for cell in cells if cell.strip()]
    words = [cell for cell in filled if year_of(cell) or not re.match(_PLAIN_NUMBER, cell)]
    known = sum(bool(field_of(cell)) for cell in filled)
    return len(set(words)) - 2 * (len(filled) - len(words)) + 2 * known if len(filled) > 1 else -1.0


_PLAIN_NUMBER = r"^[+-]?[0-9][0-9\s.,]*$"


def field_of(header: str) -> str:
    """The field that a header names, by its words; "" where it names none.

    >>> field_of("Code INSEE"), field_of("Secteurs"), field_of("Consommation (GWh)"), field_of("Couleur")
    ('commune', 'sector', 'value', '')
    """
    bare = fold(re.sub(r"\(.*?\)|\[.*?\]", "", header))
    if not bare:
        return ""
    scored = [(SequenceMatcher(None, bare, word).ratio(), name) for name, words in WORDS.items() for word in words]
    score, name = max(scored)
    return name if score >= CLOSE else ""


def suggest(frame: pl.DataFrame, header: int, above: Iterable[str] = ()) -> Draft:
    """Read a table's columns (text, `row` first) by their names, then by what stands in them.

    `above` are the texts of the lines over the header: titles name units and methods.
    """
    headers = [name for name in frame.columns if name != "row" and not re.fullmatch(r"column_[0-9]+", name)]
    sample = frame.head(SAMPLE)
    across = _across(headers)
    alone = [header for header in headers if not across or header not in across["values"].value]
    columns = _columns(sample, alone)
    found = {f"columns.{name}": guess for name, guess in columns.items() if name not in {"value", "name"}}
    if "columns.commune" not in found and "name" in columns:
        found["columns.commune"] = columns["name"]
    found |= across or _amount(sample, alone, columns)
    found |= _totals(frame, columns)
    texts = [*(found["values"].value if "values" in found else ()), *above]
    found |= _unit(texts) | _methods(texts) | _decimal(sample, found.get("values"))
    if across:
        found.pop(f"columns.{across['unfold'].value}", None)
    return Draft(header, tuple(headers), found)


def _columns(sample: pl.DataFrame, headers: Sequence[str]) -> dict[str, Guess]:
    """Each field by the first header that names it, or else by the first column whose cells are of its kind."""
    found: dict[str, Guess] = {}
    for header in headers:
        if (name := field_of(header)) and name not in found and not year_of(header):
            found[name] = Guess(header, "guess_header", {"header": header})
    tests = {
        "commune": pl.col("cell").str.contains(r"^([0-9]{5}|2[AB][0-9]{3})$"),
        "year": pl.col("cell").str.contains(r"^(19|20)[0-9]{2}(\s*\([ep]\))?$"),
        "sector": fold_expr("cell").is_in(list(spellings(SECTORS))),
        "carrier": fold_expr("cell").is_in(list(spellings(CARRIERS))),
    }
    for name, test in tests.items():
        free = [header for header in headers if not year_of(header) and header not in _taken(found)]
        like = next((header for header in free if _mostly(sample, header, test)), None)
        if name not in found and like is not None:
            found[name] = Guess(like, "guess_cells", {"header": like})
    return found


def _taken(found: Mapping[str, Guess]) -> set[str]:
    return {guess.value for guess in found.values()}


def _mostly(sample: pl.DataFrame, header: str, test: pl.Expr) -> bool:
    cells = sample.select(cell=pl.col(header).str.strip_chars()).filter(pl.col("cell") != "")
    return not cells.is_empty() and cells.filter(test).height >= MOSTLY * cells.height


def _across(headers: Sequence[str]) -> dict[str, Guess]:
    """Several columns of amounts that are named by years, sectors or carriers."""
    known = {"sector": spellings(SECTORS), "carrier": spellings(CARRIERS)}
    named = {name: [header for header in headers if fold(header) in words] for name, words in known.items()}
    years = [header for header in headers if year_of(header)]
    usual = Counter(map(shape, years)).most_common(1)
    named["year"] = [header for header in years if shape(header) == usual[0][0]]
    name, columns = max(named.items(), key=lambda item: len(item[1]))
    if len(columns) < SEVERAL:
        return {}
    params = {"headers": columns}
    return {"values": Guess(tuple(columns), "guess_across", params), "unfold": Guess(name, "guess_across", params)}


def _amount(sample: pl.DataFrame, headers: Sequence[str], columns: Mapping[str, Guess]) -> dict[str, Guess]:
    """The one column of amounts: by its name, or else the last column of numbers that is nothing else."""
    if "value" in columns:
        named = columns["value"]
        return {"values": Guess((named.value,), named.why, named.params)}
    free = [header for header in headers if header not in _taken(columns)]
    numbers = [header for header in free if _mostly(sample, header, pl.col("cell").str.contains(_NUMBER))]
    return {"values": Guess((numbers[-1],), "guess_numbers", {"header": numbers[-1]})} if numbers else {}


def _totals(frame: pl.DataFrame, columns: Mapping[str, Guess]) -> dict[str, Guess]:
    """Spellings of a sector or of a carrier that are all of them together: their rows would be counted twice."""
    found = {}
    for name in ("sector", "carrier"):
        cells = frame[columns[name].value].unique(maintain_order=True).drop_nulls() if name in columns else ()
        for text in cells:
            if fold(text).split("_")[0] in TOTALS:
                found[f"{name}s.{text.strip()}"] = Guess(LEFT_OUT, "guess_total", {"text": text})
    return found


def _unit(texts: Iterable[str]) -> dict[str, Guess]:
    """The first unit of the closed list that a header or a title says, and the fact that it measures."""
    for text in texts:
        words = fold(text).split("_")
        pairs = [*words, *("_".join(two) for two in pairwise(words))]
        for word in pairs:
            if unit := _UNIT.get(word):
                fact = "emissions" if "CO2" in unit else "energy"
                return {
                    "unit": Guess(unit, "guess_text", {"text": text}),
                    "fact": Guess(fact, "guess_unit", {"unit": unit}),
                }
    return {}


def _methods(texts: Iterable[str]) -> dict[str, Guess]:
    """What headers and titles say of the heating value of gas and of the climate."""
    found: dict[str, Guess] = {}
    for text in texts:
        words = fold(text).split("_")
        for basis in ("pcs", "pci"):
            if basis in words:
                found.setdefault("gas", Guess(basis, "guess_text", {"text": text}))
        if "climat" in words and ({"corrige", "corrigee", "corrigees", "normal"} & set(words)):
            found.setdefault("climate_corrected", Guess(True, "guess_text", {"text": text}))
        elif "climat" in words and "reel" in words:
            found.setdefault("climate_corrected", Guess(False, "guess_text", {"text": text}))
    return found


def _decimal(sample: pl.DataFrame, values: Guess | None) -> dict[str, Guess]:
    """The mark that most amounts have."""
    if values is None:
        return {}
    cells = sample.select(pl.concat_list(list(values.value)).explode().alias("cell"))["cell"]
    counts = {mark: int(cells.str.contains(mark, literal=True).sum()) for mark in (",", ".")}
    mark = max(counts, key=lambda one: counts[one])
    return {"decimal": Guess(mark, "guess_mark", {"mark": mark})} if counts[mark] else {}
