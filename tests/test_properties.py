"""What holds for any file of the publisher's layout: nothing counts twice, nothing strays, nothing is lost on the way."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from observatory.errors import Outcome
from observatory.exports.tidy import export_tidy
from observatory.settings import PROJECT, Settings
from tests.stores import current, settings_in, taken, written

SOME = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FEW = settings(SOME, max_examples=3)
HEADER = (
    "OPERATEUR;FILIERE;Année;Code Commune;Nom Commune;CODE CATEGORIE CONSOMMATION;CODE GRAND SECTEUR;"
    "CODE SECTEUR NAF2;Nb sites;Conso totale (MWh);Nombre de mailles secretisées"
)
ELECTRICITY, GAS = "Electricité", "Gaz"
OPERATORS = {ELECTRICITY: ("Enedis", "RTE"), GAS: ("GRDF", "GRT Gaz")}
FACTS = """SELECT source, vintage, insee_code, year, carrier, sector, operator, category, energy_mwh, sites, rows,
                  withheld_cells, unflagged, rejected_rows, status, merged_from FROM coverage"""

Row = tuple[str, ...]
Facts = list[tuple[object, ...]]


@st.composite
def row(draw: st.DrawFn, carriers: Sequence[str] = (ELECTRICITY, GAS)) -> Row:
    """One row: a value with or without hidden cells, hidden whole, or empty without a word; two communes have merged."""
    carrier = draw(st.sampled_from(carriers))
    value = draw(st.none() | st.integers(0, 10**9).map(lambda units: f"{units / 1000:.3f}"))
    return (
        draw(st.sampled_from(OPERATORS[carrier])),
        carrier,
        str(draw(st.integers(2015, 2018))),
        draw(st.sampled_from(["38151", "38185", "38163", "38306"])),
        "",
        draw(st.sampled_from(["RES", "PRO", "ENT"])),
        draw(st.sampled_from(["RESIDENTIEL", "TERTIAIRE", "INDUSTRIE", "INCONNU"])),
        draw(st.sampled_from(["", "47", "56"])),
        draw(st.sampled_from(["", "1", "12"])),
        value or "",
        draw(st.sampled_from(["0", "1", "3"])),
    )


def rows(*carriers: str) -> st.SearchStrategy[list[Row]]:
    """Rows of which no two say two things of one key."""
    return st.lists(row(carriers or (ELECTRICITY, GAS)), min_size=1, max_size=25, unique_by=lambda one: one[:8])


def file(folder: Path, name: str, lines: Sequence[Row]) -> Path:
    """A file of these rows."""
    return written(folder, name, "\n".join([HEADER, *(";".join(line) for line in lines)]) + "\n")


def facts(chosen: Settings, where: str = "true") -> Facts:
    """All that is published, in one order."""
    return current(chosen).query(f"{FACTS} WHERE {where} ORDER BY ALL").rows()


def accepted(chosen: Settings, *paths: Path) -> None:
    """Take files in, whole."""
    for report in taken(chosen, *paths):
        assert (report.outcome, report.rows_read) == (Outcome.ACCEPT, report.rows_accepted + report.duplicates)


@SOME
@given(rows(), st.data())
def test_a_file_taken_twice_counts_once(
    tmp_path_factory: pytest.TempPathFactory, lines: list[Row], luck: st.DataObject
) -> None:
    """The same bytes again, then the same rows in another order under another name: the facts of the first time."""
    folder = tmp_path_factory.mktemp("twice")
    chosen = settings_in(folder)
    accepted(chosen, file(folder, "a.csv", lines))
    once = facts(chosen)
    taken(chosen, file(folder, "b.csv", lines))
    accepted(chosen, file(folder, "c.csv", [*luck.draw(st.permutations(lines)), lines[0]]))
    assert facts(chosen) == once


@SOME
@given(rows(), rows(GAS))
def test_a_file_of_gas_leaves_electricity_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, first: list[Row], gas: list[Row]
) -> None:
    """Whatever gas is sent, for whatever commune and year, no fact of electricity moves, and the new gas is there."""
    folder = tmp_path_factory.mktemp("gas")
    chosen, alone = settings_in(folder / "both"), settings_in(folder / "alone")
    accepted(chosen, file(folder, "a.csv", first))
    before = facts(chosen, "carrier = 'electricity'")
    accepted(chosen, file(folder, "b.csv", gas))
    accepted(alone, file(folder, "b.csv", gas))
    assert facts(chosen, "carrier = 'electricity'") == before
    # A vintage is the newest year of its file, and the rest of each slice that was sent is what was sent.
    assert set(facts(alone)) <= set(facts(chosen))


@SOME
@given(rows())
def test_what_leaves_comes_back_the_same(tmp_path_factory: pytest.TempPathFactory, lines: list[Row]) -> None:
    """Export, then ingest into an empty store: the same facts, whatever is hidden, empty or merged in them."""
    folder = tmp_path_factory.mktemp("back")
    first, second = settings_in(folder / "a"), settings_in(folder / "b")
    accepted(first, file(folder, "a.csv", lines))
    accepted(second, *export_tidy(current(first), folder / "out"))
    assert facts(first) == facts(second)


@FEW
@given(rows(), st.data())
def test_two_processes_at_once_make_the_facts_of_one(
    tmp_path_factory: pytest.TempPathFactory, lines: list[Row], luck: st.DataObject
) -> None:
    """Two processes that take parts of one file at the same time, one part sent by both, lose and double nothing."""
    slices = sorted({key(line) for line in lines})
    assume(len(slices) > 1)
    mine = set(luck.draw(st.lists(st.sampled_from(slices), unique=True, min_size=1, max_size=len(slices) - 1)))
    folder = tmp_path_factory.mktemp("both")
    parts = ([line for line in lines if key(line) in mine], [line for line in lines if key(line) not in mine])
    files = [file(folder, f"{at}.csv", part) for at, part in enumerate(parts)]
    whole, shared = settings_in(folder / "whole"), settings_in(folder / "shared")
    accepted(whole, *files)
    command = [sys.executable, "-m", "observatory.cli", "ingest", "--store", str(shared.store)]
    running = [
        subprocess.Popen([*command, *map(str, chosen)], cwd=PROJECT, stdout=subprocess.DEVNULL)
        for chosen in (files, files[1:])
    ]
    assert [one.wait(120) for one in running] == [0, 0]
    assert facts(shared) == facts(whole)


def key(line: Row) -> tuple[str, str, str]:
    """The slice that a row belongs to; two communes that merged are one."""
    return (line[1], line[2], line[3].replace("38306", "38163"))
