"""An adviser's own territorial table (a regional observatory, the annex of a plan): what each of its columns means.

A mapping is declared once, kept by the store and read as a `Source` of its own name: nothing of it ever joins another.
"""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any, Literal, Self

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from observatory.errors import QuestionRefused
from observatory.grammar import fold, fold_expr
from observatory.schemas import EMISSIONS, ENERGY, Fact
from observatory.sources import registry
from observatory.sources.contract import Repeats, Source
from observatory.units import GAS_PCS_PER_PCI, MWH_PER, TCO2E_PER
from observatory.vocabulary import CARRIERS, SECTORS, spellings

KINDS: Mapping[str, tuple[Fact, Mapping[str, float]]] = {
    "energy": (ENERGY, MWH_PER),
    "emissions": (EMISSIONS, TCO2E_PER),
}
UNITS = (*MWH_PER, *TCO2E_PER)
FIELDS = ("commune", "year", "sector", "carrier", "vintage")  # what a column, or one word for the whole file, may say
NEEDED = ("key", "title", "publisher", "licence", "fact", "unit", "gas", "climate_corrected", "recomputes", "values")
LEFT_OUT = "-"  # the translation of a spelling whose rows are no part of the figure: a total, a sub-total
PRECEDENCE = 100  # after everything published
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_ESTIMATED = r"\((?:e|p)\)"  # « 2022 (e) »: the last year of ORCAE, estimated


class TableMapping(BaseModel):
    """How one adviser's table is read.

    `columns` gives the header of each of `FIELDS` that a column says, `constants` the word for those that the whole
    file has; a sector or a carrier that neither has is unspecified, a vintage is then that of the file. `values` are
    the columns of amounts: one, or, where `unfold` says what their headers are, one per year, sector or carrier.
    `named_in` is the département whose communes the file names without codes. `sectors` and `carriers` translate the
    file's spellings that the vocabulary does not know, `-` leaving their rows out. `adds`: several rows of one key are
    parts of one figure. `gas` is the heating value of its gas, `none` where no gas stands apart. `headers` are all
    those of the file: a table that has others is not this one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    key: str = Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")
    title: str = Field(min_length=1, max_length=200)
    publisher: str = Field(min_length=1, max_length=200)
    licence: str = Field(min_length=1, max_length=200)
    url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    fact: Literal["energy", "emissions"]
    unit: Literal["kWh", "MWh", "GWh", "tep", "ktep", "GJ", "TJ", "kgCO2e", "tCO2e", "ktCO2e"]
    decimal: Literal[",", "."] = ","
    gas: Literal["pcs", "pci", "none"]
    climate_corrected: bool
    recomputes: bool
    estimated: bool = False
    adds: bool = False
    named_in: str = Field(default="", pattern=r"^([0-9]{2,3}|2[AB])?$")
    withheld: tuple[str, ...] = ()
    values: tuple[str, ...] = Field(min_length=1)
    unfold: Literal["", "year", "sector", "carrier"] = ""
    columns: dict[str, str] = {}
    constants: dict[str, str] = {}
    sectors: dict[str, str] = {}
    carriers: dict[str, str] = {}
    headers: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _holds(self) -> Self:
        """Refuse what contradicts itself, by the code of what is wrong."""
        said = {*self.columns, *self.constants, self.unfold} - {""}
        if self.unit not in KINDS[self.fact][1]:
            raise QuestionRefused("mapping_field", field="unit", value=self.unit, known=list(KINDS[self.fact][1]))
        if unknown := sorted(said - set(FIELDS)):
            raise QuestionRefused("mapping_field", field=unknown[0], value=unknown[0], known=list(FIELDS))
        if lacking := [name for name in ("commune", "year") if name not in said]:
            raise QuestionRefused("mapping_lacks", fields=lacking)
        named = (*self.columns.values(), *self.values)
        if absent := [header for header in named if fold(header) not in map(fold, self.headers)]:
            raise QuestionRefused("mapping_column_unknown", columns=absent, known=list(self.headers))
        if not self.unfold and len(self.values) > 1:
            raise QuestionRefused("mapping_lacks", fields=["unfold"])
        for name, words, terms in (("sectors", self.sectors, SECTORS), ("carriers", self.carriers, CARRIERS)):
            for spelling, word in words.items():
                if word != LEFT_OUT and fold(word) not in spellings(terms):
                    known = [term.code for term in terms]
                    raise QuestionRefused("mapping_field", field=f"{name}.{spelling}", value=word, known=known)
        return self


def read_mapping(fields: Mapping[str, Any]) -> TableMapping:
    """A mapping from what was written or chosen.

    Raises QuestionRefused: `mapping_lacks` with the fields that nothing says, `mapping_field` with the first that does
    not hold, `mapping_column_unknown`, and `mapping_key_taken` for the key of a published source.
    """
    if lacking := [name for name in NEEDED if fields.get(name) in (None, "", (), [])]:
        raise QuestionRefused("mapping_lacks", fields=lacking)
    try:
        found = TableMapping.model_validate(dict(fields))
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else ""
        raise QuestionRefused("mapping_field", field=field, value=str(first["input"])) from error
    if found.key in registry():
        raise QuestionRefused("mapping_key_taken", key=found.key)
    return found


def as_source(mapping: TableMapping) -> Source:
    """The source that an adviser's table is: read, checked and summed as every other."""
    fact, units = KINDS[mapping.fact]
    labels = dict(mapping.columns)
    labels["insee_code"] = labels.pop("commune", "")
    return Source(
        key=mapping.key,
        fact=fact,
        headers=(*mapping.columns.values(), *mapping.values),
        tidy=partial(_tidy, mapping),
        labels=labels | {fact.value: mapping.values[0]},
        key_columns=("insee_code", "year", "spelled_sector", "spelled_carrier"),
        caveats=(),
        precedence=PRECEDENCE,
        decimal=mapping.decimal,
        repeats=Repeats.SUM if mapping.adds else Repeats.REJECT,
        estimated=mapping.estimated,
        secret=frozenset(mapping.withheld),
        factor=units[mapping.unit],
        gas_factor=GAS_PCS_PER_PCI if mapping.gas == "pci" else 1.0,
        named_in=mapping.named_in,
        matches=partial(_matches, mapping),
        recomputes=mapping.recomputes,
    )


def year_of(header: str) -> str:
    """The one year that a header names, "" where it names none or several.

    >>> year_of("2022 (e)"), year_of("Conso 2015 (MWh)"), year_of("Évolution 2015-2020")
    ('2022', '2015', '')
    """
    found = _YEAR.findall(header)
    return found[0] if len(found) == 1 else ""


def shape(header: str) -> str:
    """A header without its year: what the columns of years have in common."""
    return fold(_YEAR.sub("", re.sub(_ESTIMATED, "", header))) if year_of(header) else f"={fold(header)}"


def _matches(mapping: TableMapping, headers: frozenset[str]) -> bool:
    """Whether a line has all the headers of the table and no other; one more year is still the same table."""
    folded = {fold(header) for header in mapping.headers}
    if mapping.unfold != "year":
        return headers - {""} == folded - {""}
    known = {fold(header) for header in mapping.values}
    shapes = {shape(header) for header in mapping.values}
    years = {header for header in headers if _spelled_shape(header) in shapes}
    return bool(years) and headers - years - {""} == folded - known - {""}


def _spelled_shape(folded: str) -> str:
    """The shape of a header of which only the folded spelling is known.

    >>> _spelled_shape(fold("2022 (e)")) == shape("2015")
    True
    """
    return shape(re.sub(r"(?<=[0-9]{4})_[ep]$", "", folded).replace("_", " "))


def _tidy(mapping: TableMapping, cells: pl.DataFrame) -> pl.DataFrame:
    """Text columns of the field. Grain: file row, × column of amounts where they stand across."""
    said = {name: pl.col(header) for name, header in mapping.columns.items()}
    said |= {name: pl.lit(word) for name, word in mapping.constants.items()}
    amounts = _amounts(mapping, cells.columns)
    named = {f"amount_{at}": header for at, header in enumerate(amounts)}
    wide = cells.select("row", **said, **{name: pl.col(header) for name, header in named.items()})
    value = KINDS[mapping.fact][0].value
    long = wide.unpivot(on=list(named), index=["row", *said], variable_name="header", value_name=value)
    long = long.with_columns(pl.col("header").replace(named))
    if mapping.unfold:
        long = long.filter(pl.col(value).str.strip_chars() != "").with_columns(header_as(mapping.unfold))
    return _spelled(mapping, long).rename({"commune": "insee_code"}).sort("row", maintain_order=True)


def _amounts(mapping: TableMapping, columns: list[str]) -> list[str]:
    """The columns of amounts in this file: those declared, and every other year of the same shape."""
    if mapping.unfold != "year":
        return list(mapping.values)
    shapes = {shape(header) for header in mapping.values}
    return [name for name in columns if year_of(name) and shape(name) in shapes]


def header_as(field: str) -> pl.Expr:
    """The header of an amount as what it says."""
    return pl.col("header").alias(field)


def _spelled(mapping: TableMapping, long: pl.DataFrame) -> pl.DataFrame:
    """Years out of their spellings, and sectors and carriers translated; the file's own spellings make the key."""
    blank = {name: pl.lit("") for name in ("sector", "carrier") if name not in long.columns}
    long = long.with_columns(**blank)
    estimated = pl.col("year").str.contains(_ESTIMATED)
    read = long.with_columns(
        year=pl.when(pl.col("year").str.contains(r"[^0-9 ]")).then(_year()).otherwise("year"),
        status=pl.when(estimated).then(pl.lit("estimated")).otherwise(pl.lit("")),
        spelled_sector="sector",
        spelled_carrier="carrier",
    )
    for name, words in (("sector", mapping.sectors), ("carrier", mapping.carriers)):
        known = {fold(spelling): code for spelling, code in words.items()}
        unsaid = pl.when(pl.col(name).str.strip_chars() == "").then(pl.lit("unspecified")).otherwise(name)
        code = fold_expr(name).replace_strict(known, default=None, return_dtype=pl.String)
        read = read.with_columns(pl.coalesce(code, unsaid).alias(name))
    return read.filter((pl.col("sector") != LEFT_OUT) & (pl.col("carrier") != LEFT_OUT))


def _year() -> pl.Expr:
    """The one year inside a text, the text itself where there is none or several."""
    found = pl.col("year").str.extract_all(r"(?:19|20)[0-9]{2}")
    return pl.when(found.list.len() == 1).then(found.list.first()).otherwise("year")
