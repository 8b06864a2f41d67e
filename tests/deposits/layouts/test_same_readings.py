"""The same readings, written in any layout, are the same lines."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from observatory.deposits.layouts import DepositMapping, guess, signature, understand
from observatory.grammar import fold
from observatory.vocabulary import FLUIDS, spellings
from observatory.workbook.cells import Cells
from tests.deposits.layouts.drawn import filled

Key: TypeAlias = tuple[str, str, int, int]  # site, fluid, year, month
Readings: TypeAlias = Mapping[Key, int]
Rows: TypeAlias = list[list[str | None]]

SITES = ("École Jules-Ferry", "Mairie", "Éclairage public", "Salle des fêtes", "Stade (vestiaires)", "Église")
UNITS = {"Électricité": "kWh", "Gaz": "MWh", "Eau": "m3"}
NAMES = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
         "décembre")  # fmt: skip
SHORT = ("Janv.", "Févr.", "Mars", "Avr.", "Mai", "Juin", "Juil.", "Août", "Sept.", "Oct.", "Nov.", "Déc.")
SPELLED: tuple[Callable[[int, int], str], ...] = (
    lambda year, month: f"{month:02}/{year}",
    lambda year, month: f"{year}-{month:02}",
    lambda year, month: f"{NAMES[month - 1].capitalize()} {year}",
    lambda year, month: f"{SHORT[month - 1]} {year}",
    lambda year, month: (
        f"{NAMES[month - 1][:4]}-{year % 100}" if len(NAMES[month - 1]) > 4 else f"{NAMES[month - 1]}-{year % 100}"
    ),
    lambda year, month: f"{year}-{month:02}-01 00:00:00",
)

keys = st.tuples(
    st.sampled_from(SITES), st.sampled_from(list(UNITS)), st.sampled_from((2022, 2023)), st.integers(1, 12)
)
readings = st.dictionaries(keys, st.integers(0, 99_999), min_size=1, max_size=40)
spelled = st.sampled_from(SPELLED)


def values(found: Readings, name: int) -> list:
    return sorted({key[name] for key in found})


def long(found: Readings, spell: Callable[[int, int], str]) -> list[Cells]:
    rows: Rows = [["Bâtiment", "Période", "Énergie", "Conso", "Unité"]]
    rows += [[site, spell(y, m), fluid, str(value), UNITS[fluid]] for (site, fluid, y, m), value in found.items()]
    return [filled(rows)]


def months_across(found: Readings, spell: Callable[[int, int], str]) -> list[Cells]:
    periods = [(year, month) for year in values(found, 2) for month in range(1, 13)]
    rows: Rows = [
        ["Suivi des fluides"],
        [],
        ["Site", "Fluide", "Unité", *(spell(*period) for period in periods), "Total"],
    ]
    for site, fluid in sorted({key[:2] for key in found}):
        cells = [found.get((site, fluid, *period)) for period in periods]
        texts = [None if cell is None else str(cell) for cell in cells]
        rows.append([site, fluid, UNITS[fluid], *texts, str(sum(cell or 0 for cell in cells))])
    return [filled(rows)]


def year_over_months(found: Readings, _: Callable[[int, int], str]) -> list[Cells]:
    years = values(found, 2)
    top: list[str | None] = ["Site", "Énergie", "Unité"]
    below: list[str | None] = [None, None, None]
    for year in years:
        top += [str(year), *[None] * 11]
        below += SHORT
    rows: Rows = [top, below]
    for site, fluid in sorted({key[:2] for key in found}):
        texts = [found.get((site, fluid, year, month)) for year in years for month in range(1, 13)]
        rows.append([site, fluid, UNITS[fluid], *(None if text is None else str(text) for text in texts)])
    return [filled(rows)]


def sheet_per_site(found: Readings, spell: Callable[[int, int], str]) -> list[Cells]:
    sheets = []
    for site in values(found, 0):
        rows: Rows = [["Période", *(f"{fluid} ({unit})" for fluid, unit in UNITS.items())]]
        for year, month in sorted({key[2:] for key in found if key[0] == site}):
            texts = [found.get((site, fluid, year, month)) for fluid in UNITS]
            rows.append([spell(year, month), *(None if text is None else str(text) for text in texts)])
        sheets.append(filled(rows, site))
    return sheets


def sheet_per_year(found: Readings, _: Callable[[int, int], str]) -> list[Cells]:
    sheets = []
    for year in values(found, 2):
        rows: Rows = [["Bâtiment", "Énergie", "Unité", *SHORT]]
        for site, fluid in sorted({key[:2] for key in found if key[2] == year}):
            texts = [found.get((site, fluid, year, month)) for month in range(1, 13)]
            rows.append([site, fluid, UNITS[fluid], *(None if text is None else str(text) for text in texts)])
        sheets.append(filled(rows, str(year)))
    return sheets


def sheet_per_fluid(found: Readings, spell: Callable[[int, int], str]) -> list[Cells]:
    sheets = []
    for fluid in values(found, 1):
        periods = sorted({key[2:] for key in found if key[1] == fluid})
        rows: Rows = [[f"Consommations ({UNITS[fluid]})"], ["Bâtiment", *(spell(*period) for period in periods)]]
        for site in sorted({key[0] for key in found if key[1] == fluid}):
            texts = [found.get((site, fluid, *period)) for period in periods]
            rows.append([site, *(None if text is None else str(text) for text in texts)])
        sheets.append(filled(rows, fluid))
    return sheets


def sections(found: Readings, spell: Callable[[int, int], str]) -> list[Cells]:
    periods = sorted({key[2:] for key in found})
    rows: Rows = [["Énergie", "Unité", *(spell(*period) for period in periods)]]
    for site in values(found, 0):
        rows.append([site])
        for fluid in sorted({key[1] for key in found if key[0] == site}):
            texts = [found.get((site, fluid, *period)) for period in periods]
            rows.append([fluid, UNITS[fluid], *(None if text is None else str(text) for text in texts)])
        rows.append([])
    return [filled([*rows, ["Relevés de l'agent technique"]])]


LAYOUTS = (long, months_across, year_over_months, sheet_per_site, sheet_per_year, sheet_per_fluid, sections)
_FLUIDS = spellings(FLUIDS)
_MONTHS = {fold(name): number for number, name in enumerate(NAMES, start=1)}


def read(sheets: list[Cells], mapping: DepositMapping | None = None) -> set[tuple[str, str, str, str | None, str]]:
    """Site, fluid, period as it stands or was made, quantity and unit of every line."""
    frame = understand(sheets, mapping=mapping).frame
    rows = frame.select("site", "fluide", "periode", "consommation", "unite").iter_rows()
    return {(site, _FLUIDS[fold(fluid)], period, value, unit) for site, fluid, period, value, unit in rows}


def expected(found: Readings, spell: Callable[[int, int], str]) -> set[tuple[str, str, str, str | None, str]]:
    return {
        (site, _FLUIDS[fold(fluid)], spell(year, month), str(value), UNITS[fluid])
        for (site, fluid, year, month), value in found.items()
    }


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.__name__)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(found=readings, spell=spelled)
def test_every_layout_gives_the_same_lines(
    layout: Callable[[Readings, Callable[[int, int], str]], list[Cells]],
    found: Readings,
    spell: Callable[[int, int], str],
) -> None:
    """Whatever the layout and the spelling of months, each reading is one line with its site, fluid, month and unit."""
    in_cells = layout in {long, sheet_per_site}
    if layout is sheet_per_site and len({key[0] for key in found}) < 2:
        return
    assert read(layout(found, spell)) == expected(found, spell if in_cells else SPELLED[1])


@settings(max_examples=10, deadline=None)
@given(found=readings, spell=spelled)
def test_a_mapping_reads_as_the_guess_did(found: Readings, spell: Callable[[int, int], str]) -> None:
    """The guess written as JSON and read again gives the same lines."""
    for layout in (months_across, year_over_months, sections):
        sheets = layout(found, spell)
        mapping = DepositMapping.model_validate_json(guess(sheets).mapping.model_dump_json())
        assert read(sheets, mapping) == read(sheets)


@settings(max_examples=10, deadline=None)
@given(found=readings, spell=spelled)
def test_next_year_s_file_has_the_same_signature_and_mapping(found: Readings, spell: Callable[[int, int], str]) -> None:
    """A table of the next years is the same layout: one signature, and the former mapping reads its own months."""
    later = {(site, fluid, year + 2, month): value for (site, fluid, year, month), value in found.items()}
    for layout in (long, months_across, year_over_months, sheet_per_year):
        before, after = layout(found, spell), layout(later, spell)
        assert signature(before) == signature(after)
        period = spell if layout is long else SPELLED[1]
        assert read(after, guess(before).mapping.lasting()) == expected(later, period)
