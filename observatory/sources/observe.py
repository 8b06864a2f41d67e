"""Text columns of the field -> values, findings and facts: the same for every source.

A bad row is data: it becomes findings, and the rows around it survive. Rows read = accepted + rejected + duplicates.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import polars as pl

from observatory.errors import FileRejected
from observatory.grammar import fold, fold_expr
from observatory.schemas import DEGREE_DAYS, EMISSIONS, ENERGY, GROUPS, PERIMETERS, PRODUCTION, SITE_USE, TEMPERATURES
from observatory.sources import amounts, days, degree_days, memberships, perimeters, site_readings
from observatory.sources.aside import OTHER_LEVEL, Aside, left_aside
from observatory.sources.contract import Context, Reader, Source
from observatory.sources.distinct import as_lists, as_texts, looked_up, one_text, stripped
from observatory.sources.repeats import FINDING_SCHEMA, IDENTICAL, key_marks, repeats, suspects

WARNING_CODES = frozenset({"insee_repadded", IDENTICAL, OTHER_LEVEL, days.DOUBTFUL, degree_days.INCOMPLETE})
READERS: Mapping[str, Reader] = {
    ENERGY.name: amounts.READER,
    EMISSIONS.name: amounts.READER,
    GROUPS.name: memberships.READER,
    PERIMETERS.name: perimeters.READER,
    PRODUCTION.name: amounts.READER,
    TEMPERATURES.name: days.READER,
    DEGREE_DAYS.name: degree_days.READER,
    SITE_USE.name: site_readings.READER,
}


@dataclass(frozen=True)
class Observed:
    """What one file says.

    `facts` has the columns of the source's fact table; `findings` one row per finding (row, column, value, code);
    the three counts are of file rows and sum to `rows_read`. `duplicates` are the rows that say again what others say:
    the same once more, or the same at another geographic level.
    """

    facts: pl.DataFrame
    findings: pl.DataFrame
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    duplicates: int


def observe(cells: pl.DataFrame, source: Source, *, codes: pl.DataFrame, vintage: str, current_year: int) -> Observed:
    """Read a file's text columns as facts.

    `cells` has `row` and the file's columns as text. `codes` maps every commune code, former ones too, to today's
    (columns code, name, insee_code). Raises FileRejected `duplicate_header` where two columns are one by their names.
    """
    return observe_parts(lambda: (cells,), source, codes=codes, vintage=vintage, current_year=current_year)


def observe_parts(
    parts: Callable[[], Iterable[pl.DataFrame]],
    source: Source,
    *,
    codes: pl.DataFrame,
    vintage: str,
    current_year: int,
) -> Observed:
    """Read a file that comes in parts, of which there are several only where the source reads row by row.

    `parts` gives them each time it is called: rows whose key seems to stand twice are read again. As `observe`.
    """
    reader, context = READERS[source.fact.name], Context(codes=codes, current_year=current_year)
    kinds = pl.Categorical(pl.Categories.random())
    read, left, values, found, marks = 0, 0, list[pl.DataFrame](), list[pl.DataFrame](), list[pl.DataFrame]()
    for cells in parts():
        text, named, aside = _text(cells, source, reader, vintage=vintage)
        parsed = reader.parse(text, named, context)
        read, left = read + cells.height, left + aside.rows
        found += [_findings(parsed, named), aside.findings]
        values.append(_lean(parsed, source, kinds))
        marks.append(key_marks(text, source))
    again = suspects(pl.concat(marks))
    if not again.is_empty():
        each = (_text(cells, source, reader, vintage=vintage) for cells in parts())
        twice = [as_texts(text.filter(pl.col("row").is_in(again.implode()))) for text, _, _ in each]
        found.append(repeats(pl.concat(twice), named))
    findings = pl.concat(found).unique().sort("row", "column", "code")
    counted = _counted(read, pl.concat(values), findings, lambda frame: reader.facts(frame, source))
    return replace(counted, rows_accepted=counted.rows_accepted - left, duplicates=counted.duplicates + left)


def _counted(
    read: int, values: pl.DataFrame, findings: pl.DataFrame, facts: Callable[[pl.DataFrame], pl.DataFrame]
) -> Observed:
    """Tell the rows that are refused from those that are copies, and sum the rest."""
    bad = findings.filter(~pl.col("code").is_in(WARNING_CODES))["row"].unique()
    copies = findings.filter(pl.col("code") == IDENTICAL)["row"].unique()
    copies = copies.filter(~copies.is_in(bad.implode()))
    kept = values.filter(~pl.col("row").is_in(copies.implode())) if len(copies) else values
    return Observed(
        facts=facts(kept.with_columns(rejected=pl.col("row").is_in(bad.implode()))),
        findings=findings,
        rows_read=read,
        rows_accepted=read - bad.len() - copies.len(),
        rows_rejected=bad.len(),
        duplicates=copies.len(),
    )


def _text(cells: pl.DataFrame, source: Source, reader: Reader, *, vintage: str) -> tuple[pl.DataFrame, Source, Aside]:
    """Text columns of the field, the source with the headers as this file spells them, and what is left aside."""
    spelled = _spellings(cells, source)
    named = cells.rename(spelled)
    named = named.with_columns(pl.col(name).fill_null("") for name in named.columns if named[name].null_count())
    told = {declared: found for found, declared in spelled.items()}
    text = _completed(source.tidy(named), source, reader, vintage=vintage).with_columns(pl.col("header").replace(told))
    source = replace(source, labels={name: told.get(header, header) for name, header in source.labels.items()})
    kept, aside = left_aside(text, source, rows=cells.height)
    return kept, source, aside


def _lean(values: pl.DataFrame, source: Source, kinds: pl.Categorical) -> pl.DataFrame:
    """Keep of a part no more than its observations, texts as numbers of a list: the parts of a file stay in memory."""
    if not source.by_row:
        return values
    wanted = values.select(name for name in source.fact.observation.column_names() if name in values.columns)
    texts = wanted.select(pl.col(pl.String, pl.Categorical))
    return wanted.with_columns(looked_up(column, lambda listed: listed.cast(kinds)) for column in texts)


def _spellings(cells: pl.DataFrame, source: Source) -> dict[str, str]:
    """The file's headers -> those that the source declares; a file may differ in case, accents or spaces."""
    declared = {fold(header): header for header in (*source.headers, *source.optional)}
    found = {name: declared[fold(name)] for name in cells.columns if fold(name) in declared}
    twice = [name for name, header in found.items() if list(found.values()).count(header) > 1]
    if twice:
        raise FileRejected("duplicate_header", columns=twice)
    return found


def _completed(text: pl.DataFrame, source: Source, reader: Reader, *, vintage: str) -> pl.DataFrame:
    """Give every text frame of a kind of fact the same columns, filling what the layout does not carry.

    The texts are listed (see `as_lists`), so that what is told of a text is told once.
    """
    filling = {**reader.absent, "source": source.key, "vintage": vintage, "header": ""}
    if source.year is not None:
        filling = filling | {"year": str(source.year)}
    absent = {name: one_text(value) for name, value in filling.items() if name not in text.columns}
    lacking = [name for name in text.columns if text[name].null_count()]
    listed = as_lists(text.with_columns(pl.col(lacking).fill_null("")))
    told = listed.with_columns(stripped(column) for column in listed.select(pl.col(pl.Categorical)))
    if "source" in told.columns:
        # The key of a source names files and stands in lists: it is an identifier, whatever a file of ours says.
        told = told.with_columns(looked_up(told["source"], partial(_identifiers, key=source.key)))
    return as_lists(told).with_columns(**absent)


def _identifiers(sources: pl.Series, *, key: str) -> pl.Series:
    return sources.to_frame().select(fold_expr(sources.name).replace("", key)).to_series()


def _findings(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """One row per finding of a value, whatever stands elsewhere in the file."""
    codes = [name for name in frame.columns if name.endswith("_code") and name != "insee_code"]
    told = [name.removesuffix("_code") for name in codes if frame[name].null_count() < frame.height]
    per_column = [
        frame.filter(pl.col(f"{name}_code").is_not_null())
        .select("row", column=_header(name, source), value=f"{name}_text", code=f"{name}_code")
        .cast(FINDING_SCHEMA)
        for name in told
    ]
    return pl.concat([pl.DataFrame(schema=FINDING_SCHEMA), *per_column])


def _header(name: str, source: Source) -> pl.Expr:
    """The file's header of a column: of a value, its own where the file has one column per sector."""
    named = pl.lit(source.labels.get(name, name))
    return pl.when(pl.col("header") != "").then("header").otherwise(named) if name == source.fact.value else named
