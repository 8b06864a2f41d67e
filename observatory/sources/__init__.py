"""One file per published layout: the registry finds them, and a file is recognised by its headers, not its name."""

import importlib
import pkgutil
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from observatory.errors import FileRejected, QuestionRefused
from observatory.grammar import fold
from observatory.sources.contract import Source

NEAREST = 3
TITLE = "title:"  # no folded header has a colon
YEAR = re.compile(r"(?:19|20)\d\d")
YEARS_ACROSS = 3  # so many headers that are years: one column a year, as no layout here has
ADDRESS = "adresse"
PLACES = frozenset({"code_iris", "code_iris_code", "iris_code", "code_commune"})  # by vintage of the files by address


@dataclass(frozen=True)
class Recognition:
    """The source of a file and the spreadsheet row of its header."""

    source: Source
    header_row: int


@cache
def registry() -> Mapping[str, Source]:
    """Key -> source, for every module of this folder that declares a `SOURCE`."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    declared = (module.SOURCE for module in modules if hasattr(module, "SOURCE"))
    return MappingProxyType({source.key: source for source in sorted(declared, key=lambda source: source.key)})


def check_key(key: str | None, *, mapped: Iterable[str] = ()) -> None:
    """Refuse the key of no source, where one is named. Raises QuestionRefused `parameter_unknown`."""
    known = sorted({*registry(), *mapped})
    if key is not None and key not in known:
        raise QuestionRefused("parameter_unknown", value=key, known=known)


def recognise(
    lines: Iterable[tuple[int, Sequence[str]]], *, only: str | None = None, mapped: Sequence[Source] = ()
) -> Recognition:
    """Find the source whose headers all stand on one of a file's first lines (row number, cells).

    A published layout precedes the advisers' own tables (`mapped`), which are known by all their headers and no other.
    Raises FileRejected `unrecognised` with the nearest sources that share a column with the file, and what each lacks,
    `mapping_ambiguous` with the keys where two tables of advisers have these headers, and `mapping_published` where
    one of them is asked for and the file is a published one.
    """
    folded = _folded(lines)
    published = _published(folded)
    wanted = [one for one in published if only in (None, one.source.key)]
    if wanted:
        return wanted[0]
    own = _own(folded, [source for source in mapped if only in (None, source.key)])
    if own is None:
        candidates = [source for key, source in registry().items() if only in (None, key)]
        raise FileRejected("unrecognised", **_nearest(candidates, folded))
    if published:
        raise FileRejected("mapping_published", source=published[0].source.key)
    return own


def _published(folded: Sequence[tuple[int, frozenset[str]]]) -> list[Recognition]:
    """The published layouts that a file is, the one with most headers first."""
    return [
        Recognition(source, row)
        for source in sorted(registry().values(), key=lambda source: -len(source.headers))
        for row, headers in folded
        if not _missing(source, headers) and headers.isdisjoint(map(fold, source.unless))
    ]


def _own(folded: Sequence[tuple[int, frozenset[str]]], mapped: Sequence[Source]) -> Recognition | None:
    """The adviser's table that a file is, by all its headers and no other."""
    found = [
        Recognition(source, row)
        for source in mapped
        for row, headers in folded
        if source.matches is not None and source.matches(headers)
    ]
    keys = sorted({one.source.key for one in found})
    if len(keys) > 1:
        raise FileRejected("mapping_ambiguous", sources=keys)
    return found[0] if found else None


def _folded(lines: Iterable[tuple[int, Sequence[str]]]) -> list[tuple[int, frozenset[str]]]:
    """Each line's cells, with the titles of the lines above it marked as such: `title:` and the label."""
    found, above = [], set[str]()
    for row, cells in lines:
        texts = [fold(cell or "") for cell in cells]
        found.append((row, frozenset(texts) | above))
        above |= {f"{TITLE}{text}" for text in texts if text}
    return found


def _missing(source: Source, headers: frozenset[str]) -> list[str]:
    undated = [stem for stem in source.dated if not any(re.fullmatch(rf"{stem}_\d{{4}}", one) for one in headers)]
    untitled = [title for title in source.titles if f"{TITLE}{fold(title)}" not in headers]
    return [
        *(header for header in source.headers if fold(header) not in headers),
        *(f"{stem}_AAAA" for stem in undated),
        *untitled,
    ]


def _nearest(candidates: Sequence[Source], folded: Sequence[tuple[int, frozenset[str]]]) -> dict[str, object]:
    """Parameters of the refusal: the sources that share a column, each with what it lacks, and a hint on the layout."""
    found = frozenset().union(*(headers for _, headers in folded))
    shared = [source for source in candidates if any(fold(header) in found for header in source.headers)]
    lacks = {source.key: min((_missing(source, headers) for _, headers in folded), key=len) for source in shared}
    known = {source.key: len(source.headers) for source in shared}
    ranked = sorted((key for key in lacks if lacks[key]), key=lambda key: (len(lacks[key]) / known[key], key))
    return {
        "nearest": [{"source": key, "missing": lacks[key]} for key in ranked[:NEAREST]],
        "by_address": ADDRESS in found and not found.isdisjoint(PLACES),
        "years_across": any(_years(headers) >= YEARS_ACROSS for _, headers in folded),
    }


def _years(headers: frozenset[str]) -> int:
    return sum(YEAR.fullmatch(header) is not None for header in headers)
