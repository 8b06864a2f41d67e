"""Monthly degree-days: what a series is, which years are whole, and what a careless hand does to the export."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from observatory.errors import Outcome
from observatory.exports.tidy import export_tidy
from observatory.methods.climate import Method
from observatory.schemas.degree_days import METHODS
from tests.sources.rows import facts, found, read
from tests.stores import FIXTURES, PUBLISHED, current, needs_published, settings_in, taken, written
from tests.workbook.forge import Tab, row, xlsx

LINES = [line.split(";") for line in (FIXTURES / "cegibat_monthly.csv").read_text(encoding="utf-8").splitlines()]
HEADER_AT = 11  # of LINES: the header stands on the twelfth line, below eleven of titles
HEADER, YEARS = LINES[HEADER_AT], LINES[HEADER_AT + 1 :]
CEGIBAT = PUBLISHED / "weather" / "cegibat_calcul_DJU_14_11_2021.xlsx"
FACTS = "SELECT * EXCLUDE (batch, row) FROM degree_days ORDER BY ALL"
SOME = settings(max_examples=25, deadline=None)


def text(years: Sequence[Sequence[str]] = YEARS, titles: Mapping[str, str] | None = None) -> str:
    """The fixture with these lines of years, and these titles in the place of its own; an empty one loses its line."""
    changed = [[one[0], "", (titles or {}).get(one[0], one[2]), *one[3:]] for one in LINES[:HEADER_AT]]
    return "".join(";".join(line) + "\n" for line in [*changed, HEADER, *years])


def whole(lines: str) -> list[int]:
    return facts(lines)["year"].unique().sort().to_list()


def test_the_methods_of_a_file_are_those_of_the_statistics() -> None:
    """What a publisher reckons by a method bears the name that the same method has here."""
    assert set(METHODS) == {method.value for method in Method}


def test_the_padded_year_is_told_and_left_out_whole() -> None:
    """2021 stops in June: none of its months is kept, its row is told and refused by nobody; July 2020 is a real 0."""
    report = read(text()).report
    assert (report.outcome, report.rows_accepted, report.rows_rejected) == (Outcome.ACCEPT, 3, 0)
    assert found(text()) == [(13, "Année", "2021", "year_incomplete")]
    kept = facts(text())
    assert kept.group_by("year").len().sort("year").rows() == [(2019, 12), (2020, 12)]
    assert kept.filter(year=2020, month=7)["degree_days"].to_list() == [0.0]


@pytest.mark.parametrize(
    ("period", "kept"),
    [
        (("01/01/2019", "31/12/2021"), [2019, 2020, 2021]),  # zeros and all: the file has that year to its last day
        (("2019-03-01 08:00", "2021-06-15"), [2020]),  # the first year begins in March
        (("01/01/19", "06/15/21"), [2019, 2020]),  # dates that cannot be read: December 2021 is 0
        (("", ""), [2019, 2020]),
    ],
)
def test_a_year_counts_where_the_period_holds_all_of_it(period: tuple[str, str], kept: list[int]) -> None:
    """By the dates of the file; where they cannot be read, its newest year is padded if its December is 0."""
    assert whole(text(titles={"Date de début": period[0], "Date de fin": period[1]})) == kept


@pytest.mark.parametrize(
    ("title", "value", "code"),
    [
        ("Station météo", "", "missing_value"),
        ("Usage", "Climatisation", "not_heating"),
        ("Méthode de calcul", "Au doigt mouillé", "method_unknown"),
        ("Température de référence", "chaude", "not_a_number"),
        ("Température de référence", "180°C", "out_of_range"),
        ("Température de référence", "", "missing_value"),
    ],
)
def test_a_series_without_its_attributes_is_refused(title: str, value: str, code: str) -> None:
    """Without a station, a base, a method known and heating, no month is a figure; the line above the table is named."""
    report = read(text(titles={title: value})).report
    assert (report.outcome, report.code) == (Outcome.REJECT, "too_many_errors")
    assert {(one.column, one.value, one.code) for one in report.findings if one.code != "year_incomplete"} == {
        (title, value, code)
    }


def test_another_base_or_method_is_another_series(tmp_path: Path) -> None:
    """The same station and years by two bases and two methods: four series, none replaces or joins another."""
    settings = settings_in(tmp_path)
    for at, (base, method) in enumerate(
        (b, m) for b in ("18°C", "17,5 °C") for m in ("Professionnels de l'énergie", "Météo")
    ):
        titles = {"Température de référence": base, "Méthode de calcul": method}
        taken(settings, written(tmp_path, f"{at}.csv", text(titles=titles)))
    series = current(settings).query("SELECT base, method, count(*) FROM degree_days GROUP BY ALL ORDER BY ALL")
    assert series.rows() == [(17.5, "costic", 24), (17.5, "meteo", 24), (18.0, "costic", 24), (18.0, "meteo", 24)]


@pytest.mark.parametrize(
    ("column", "value", "finding"),
    [
        ("MAR", "beaucoup", ("MAR", "beaucoup", "not_a_number")),
        ("MAR", "-3", ("MAR", "-3", "out_of_range")),
        ("MAR", "28000", ("MAR", "28000", "out_of_range")),
        ("MAR", "", ("MAR", "", "missing_value")),
        ("MAR", "380", ("Total", "1961", "total_differs")),
        ("Total", "1000", ("Total", "1000", "total_differs")),
    ],
)
def test_a_wrong_month_refuses_its_year_alone(column: str, value: str, finding: tuple[str, str, str]) -> None:
    """It is told by its month, or by a total that is not the sum; the year goes, the others stay."""
    line = [value if name == column else cell for name, cell in zip(HEADER, YEARS[1], strict=True)]
    lines = text([line, YEARS[2]])
    assert finding in [(name, cell, code) for _, name, cell, code in found(lines)]
    assert whole(lines) == [2019]


def test_a_table_of_months_without_its_titles_is_not_recognised() -> None:
    """Twelve months alone may be litres of water: what lacks above them is named."""
    report = read("".join(";".join(line) + "\n" for line in [HEADER, *YEARS])).report
    near = next(one for one in report.params["nearest"] if one["source"] == "cegibat_monthly")
    assert report.code == "unrecognised"
    assert near["missing"][0] == "Station météo"
    assert "Date de fin" in near["missing"]


def test_a_workbook_with_its_columns_in_any_order_says_the_same(tmp_path: Path) -> None:
    """Months backwards, years last, numbers as numbers, no total: the months of the text file."""
    order = [*range(12, -1, -1)]
    lines = [*LINES[:HEADER_AT], [HEADER[at] for at in order]]
    amounts = [[float(line[at].replace(",", ".")) for at in order] for line in YEARS]
    rows = "".join(row(number, *line) for number, line in enumerate([*lines, *amounts], start=1) if any(line))
    path = tmp_path / "export.xlsx"
    path.write_bytes(xlsx(Tab(rows, "DJU - Mensuel")))
    first, second = settings_in(tmp_path / "a"), settings_in(tmp_path / "b")
    taken(first, FIXTURES / "cegibat_monthly.csv")
    assert taken(second, path)[0].source == "cegibat_monthly"
    assert_frame_equal(current(first).query(FACTS), current(second).query(FACTS))


def test_an_export_reads_back_alike(tmp_path: Path) -> None:
    """In the observatory's own layout, the months are the same facts; of one commune alone, a named station is not."""
    first, second = settings_in(tmp_path / "a"), settings_in(tmp_path / "b")
    taken(first, FIXTURES / "cegibat_monthly.csv")
    taken(second, *export_tidy(current(first), tmp_path / "out"))
    assert_frame_equal(current(first).query(FACTS), current(second).query(FACTS))


@SOME
@given(
    st.lists(st.lists(st.integers(0, 9000), min_size=12, max_size=12), min_size=1, max_size=4),
    st.dates(date(2015, 1, 1), date(2019, 12, 31)),
    st.permutations(range(4)),
)
def test_no_month_is_lost_and_none_is_made(tenths: list[list[int]], until: date, order: list[int]) -> None:
    """Whatever the amounts, the end of the period and the order of lines: each whole year keeps its twelve months."""
    lines = [[str(2015 + at), *(f"{one / 10}".replace(".", ",") for one in year), ""] for at, year in enumerate(tenths)]
    shuffled = [lines[at] for at in order if at < len(lines)]
    period = {"Date de début": "2015-01-01", "Date de fin": until.isoformat()}
    kept = {2015 + at: year for at, year in enumerate(tenths) if until >= date(2015 + at, 12, 31)}
    told = read(text(shuffled, titles=period))
    assert told.observed is not None
    summed = told.observed.facts.group_by("year").agg(pl.col("degree_days").sum(), months=pl.len())
    assert {year: months for year, _, months in summed.rows()} == dict.fromkeys(kept, 12)
    assert dict(summed.select("year", "degree_days").rows()) == pytest.approx(
        {year: sum(months) / 10 for year, months in kept.items()}
    )


@needs_published
def test_the_published_export_gives_its_twelve_whole_years(tmp_path: Path) -> None:
    """Tours, base 18, energy trades: 2009 to 2020 with the totals that the file prints, and nothing of 2021."""
    settings = settings_in(tmp_path)
    report = taken(settings, CEGIBAT)[0]
    assert (report.rows_read, report.rows_accepted, report.rows_rejected) == (13, 13, 0)
    yearly = current(settings).query(
        """SELECT source, station, base, method, year, count(*) AS months, sum(degree_days) AS total FROM degree_days
           GROUP BY ALL ORDER BY year"""
    )
    assert yearly.select("source", "station", "base", "method", "months").unique().rows() == [
        ("cegibat_monthly", "TOURS", 18.0, "costic", 12)
    ]
    printed = {2009: 2476.4, 2010: 2808, 2011: 2064.3, 2012: 2453.2, 2013: 2570, 2014: 2086.8, 2015: 2221.9}
    printed |= {2016: 2466.6, 2017: 2303.4, 2018: 2202.4, 2019: 2205.6, 2020: 2022.8}
    assert dict(yearly.select("year", "total").rows()) == pytest.approx(printed, abs=0.35)


def test_the_fixture_is_what_its_golden_table_sums() -> None:
    """The months of 2019 add up to the total that the file prints, 2,165.0."""
    with (FIXTURES / "golden" / "cegibat_monthly.csv").open(encoding="utf-8", newline="") as handle:
        months = [float(line["degree_days"]) for line in csv.DictReader(handle) if line["year"] == "2019"]
    assert sum(months) == pytest.approx(float(YEARS[2][-1].replace(",", ".")))
