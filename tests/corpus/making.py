"""A file of the corpus and what must become of it; lines of the communes' template, made by hand."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from tests.workbook.forge import Tab, ods, ods_row, row, xls, xlsx

HEADER = (
    "code_insee",
    "commune",
    "site",
    "compteur",
    "periode",
    "date_debut",
    "date_fin",
    "fluide",
    "nature",
    "releve",
    "consommation",
    "unite",
    "cout_ht",
    "cout_ttc",
    "dont_abonnement",
    "commentaire",
)
GRENOBLE = "38185"
ACCEPT, WITH_ERRORS, REJECT = "accept", "accept_with_row_errors", "reject"
_SITES = ("Mairie", "Gymnase", "Stade", "Salle des fêtes", "Église")
_MONTHS = 72
Places = tuple[tuple[int | None, str], ...]


@dataclass(frozen=True)
class Case:
    """A file, its sender, and the verdict: counts, and the row and code of each error and of each warning."""

    label: str
    content: bytes
    name: str = "essai.csv"
    communes: tuple[str, ...] = (GRENOBLE,)
    outcome: str = ACCEPT
    code: str | None = None
    read: int = 0
    accepted: int = 0
    rejected: int = 0
    duplicates: int = 0
    errors: Places = ()
    warnings: Places = ()
    staged: int | None = None  # lines that would be kept, where it is not one per accepted row
    answers: Mapping[str, str] = field(default_factory=dict)
    history: pl.DataFrame | None = None

    def __str__(self) -> str:
        return self.label


def line(**told: Any) -> dict[str, Any]:
    """A line of the template: 100 kWh of electricity of a school in January 2023, but for what is told."""
    usual = {"site": "École", "compteur": "A", "periode": "2023-01", "fluide": "electricite"}
    return {**usual, "consommation": "100", "unite": "kWh", **told}


def good(count: int) -> list[dict[str, Any]]:
    """Good lines: so many months of the town hall from January 2020 on, then of another building."""
    months = [f"{2020 + month // 12}-{month % 12 + 1:02d}" for month in range(_MONTHS)]
    return [
        line(site=_SITES[at // _MONTHS], compteur="M", periode=months[at % _MONTHS], consommation=str(200 + at % 90))
        for at in range(count)
    ]


def texts(lines: Iterable[Mapping[str, Any]], header: Sequence[str] = HEADER) -> list[list[Any]]:
    """The cells of lines under a header."""
    return [[told.get(name) for name in header] for told in lines]


def as_csv(
    lines: Iterable[Mapping[str, Any]],
    *,
    header: Sequence[str] = HEADER,
    delimiter: str = ";",
    encoding: str = "utf-8",
    end: str = "\n",
    above: Sequence[str] = (),
) -> bytes:
    """A text table of lines, with lines of title above."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    out.write("".join(f"{title}{end}" for title in above))
    writer.writerows([header, *texts(lines, header)])
    return out.getvalue().encode(encoding)


def rows_xlsx(lines: Iterable[Mapping[str, Any]], *, header: Sequence[str] = HEADER, first: int = 1) -> str:
    """The XML of a header and its lines, from a row on."""
    numbered = enumerate([list(header), *texts(lines, header)], start=first)
    return "".join(row(number, *cells) for number, cells in numbered)


def as_xlsx(*tabs: Tab | str, extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """An .xlsx of sheets."""
    return xlsx(*tabs, extra=extra)


def as_ods(
    lines: Iterable[Mapping[str, Any]], *, more: str = "", extra: Mapping[str, str | bytes] | None = None
) -> bytes:
    """An .ods of one table."""
    return ods("".join(ods_row(*cells) for cells in [list(HEADER), *texts(lines)]) + more, extra=extra)


def as_xls(lines: Iterable[Mapping[str, Any]]) -> bytes:
    """An .xls of one sheet."""
    return xls([list(HEADER), *texts(lines)])


def wrong(label: str, code: str, content: bytes, name: str = "essai.csv", **told: Any) -> Case:
    """A file that is refused before any of its rows counts."""
    return Case(label, content, name, outcome=REJECT, code=code, **told)


def rows_case(label: str, lines: Sequence[Mapping[str, Any]], *errors: tuple[int, str], **told: Any) -> Case:
    """Lines under the header on row 1, of which some are wrong and the others are good."""
    bad = len({number for number, _ in errors})
    counts = {"read": len(lines), "rejected": bad, "accepted": len(lines) - bad, **told}
    content = counts.pop("content", None) or as_csv(lines)
    return Case(label, content, outcome=WITH_ERRORS if bad else ACCEPT, errors=errors, **counts)
