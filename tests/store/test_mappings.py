"""Advisers' own tables in a store: known again by themselves, replaced by their next version, taken back exactly."""

from pathlib import Path

import pytest

from observatory.errors import ObservatoryError, Outcome
from observatory.ingest import Report, ingest, undo
from observatory.settings import Settings
from observatory.store import Store, mappings, upkeep
from tests.mapped import mapping
from tests.stores import current, written

HEADER = "Code INSEE;Année;Énergie;Consommation (GWh)"
FIRST = ("38151;2020;Gaz;1", "38151;2021;Gaz;2", "38421;2020;Bois;3")
SECOND = ("38151;2020;Gaz;1,5", "38151;2022;Gaz;4")


@pytest.fixture
def settings(small_data: Path, tmp_path: Path) -> Settings:
    return Settings(store=tmp_path / "store", data=small_data)


def table(folder: Path, name: str, *rows: str) -> Path:
    return written(folder, name, "\n".join([HEADER, *rows]) + "\n")


def taken(settings: Settings, path: Path, *, key: str | None = None) -> Report:
    return ingest([path], settings, only=key)[0]


def known(settings: Settings, path: Path, **said: str) -> None:
    """Remember how a table is read."""
    usual = {"gas": "pcs", "climate_corrected": "non", "recomputes": "oui"}
    mappings.remember(Store(settings.store), mapping(path, **usual | said))


def figures(settings: Settings) -> list[tuple[object, ...]]:
    """Commune, year and MWh of every figure that counts."""
    return current(settings).query("SELECT insee_code, year, energy_mwh FROM energy ORDER BY ALL").rows()


def sound(settings: Settings) -> bool:
    return upkeep.verify(Store(settings.store), data=settings.data) == []


def test_a_table_that_nobody_described_is_refused(settings: Settings, tmp_path: Path) -> None:
    """Until it is mapped, a table is unrecognised and nothing of it is taken."""
    report = taken(settings, table(tmp_path, "a.csv", *FIRST))
    assert (report.outcome, report.code) == (Outcome.REJECT, "unrecognised")


def test_the_second_time_nothing_is_asked(settings: Settings, tmp_path: Path) -> None:
    """The same bytes are a no-op, and another file of the same headers is known under the name of its source."""
    path = table(tmp_path, "a.csv", *FIRST)
    known(settings, path)
    assert (taken(settings, path).source, taken(settings, path).code) == ("table", "already_received")
    report = taken(settings, table(tmp_path, "b.csv", *SECOND))
    assert (report.outcome, report.source, report.rows_accepted) == (Outcome.ACCEPT, "table", 2)


def test_a_version_that_recomputes_replaces_all_the_former_one(settings: Settings, tmp_path: Path) -> None:
    """What the new file no longer has stops counting; undone, the former state is back exactly; sent again, it counts."""
    first, second = table(tmp_path, "a.csv", *FIRST), table(tmp_path, "b.csv", *SECOND)
    known(settings, first)
    taken(settings, first)
    before = [("38151", 2020, 1000.0), ("38151", 2021, 2000.0), ("38421", 2020, 3000.0)]
    after = [("38151", 2020, 1500.0), ("38151", 2022, 4000.0)]
    assert figures(settings) == before
    report = taken(settings, second)
    assert figures(settings) == after
    assert sound(settings)
    assert report.batch is not None
    undo(report.batch, settings)
    assert figures(settings) == before
    assert sound(settings)
    taken(settings, second)
    assert figures(settings) == after
    assert sound(settings)


def test_the_former_version_may_be_undone_under_the_new_one(settings: Settings, tmp_path: Path) -> None:
    """Taking back the replaced version changes nothing that shows; taking back the new one then leaves nothing."""
    first, second = table(tmp_path, "a.csv", *FIRST), table(tmp_path, "b.csv", *SECOND)
    known(settings, first)
    old, new = taken(settings, first).batch, taken(settings, second).batch
    assert old is not None
    assert new is not None
    undo(old, settings)
    assert figures(settings) == [("38151", 2020, 1500.0), ("38151", 2022, 4000.0)]
    undo(new, settings)
    assert figures(settings) == []
    assert sound(settings)


def test_a_version_that_only_adds_leaves_the_rest(settings: Settings, tmp_path: Path) -> None:
    """Where a version does not recompute its history, only what the file has is replaced."""
    first = table(tmp_path, "a.csv", *FIRST)
    known(settings, first, recomputes="non")
    taken(settings, first)
    taken(settings, table(tmp_path, "b.csv", *SECOND))
    assert figures(settings) == [
        ("38151", 2020, 1500.0),
        ("38151", 2021, 2000.0),
        ("38151", 2022, 4000.0),
        ("38421", 2020, 3000.0),
    ]


def test_one_source_never_replaces_another(settings: Settings, tmp_path: Path) -> None:
    """A version that recomputes everything leaves the figures of the other sources as they were."""
    first = table(tmp_path, "a.csv", *FIRST)
    known(settings, first, key="one")
    taken(settings, first, key="one")
    known(settings, first, key="two")
    taken(settings, table(tmp_path, "b.csv", "38151;2020;Gaz;9"), key="two")
    rows = current(settings).query("SELECT source, count(*) FROM energy GROUP BY ALL ORDER BY ALL").rows()
    assert rows == [("one", 3), ("two", 1)]


def test_the_same_bytes_read_otherwise_replace_what_they_said(settings: Settings, tmp_path: Path) -> None:
    """A wrong unit is put right by sending the same file again: MWh instead of GWh, and nothing counts twice."""
    first = table(tmp_path, "a.csv", *FIRST)
    known(settings, first, recomputes="non")
    taken(settings, first)
    known(settings, first, recomputes="non", unit="MWh", **{"carriers.Bois": "-"})
    report = taken(settings, first)
    assert report.code is None
    assert figures(settings) == [("38151", 2020, 1.0), ("38151", 2021, 2.0)]
    assert report.batch is not None
    undo(report.batch, settings)
    assert figures(settings) == [("38151", 2020, 1000.0), ("38151", 2021, 2000.0), ("38421", 2020, 3000.0)]
    assert sound(settings)


def test_a_forgotten_table_is_unknown_and_its_figures_stay(settings: Settings, tmp_path: Path) -> None:
    """Forgotten, a table must be described again; what it said still has its name and publisher."""
    first = table(tmp_path, "a.csv", *FIRST)
    known(settings, first)
    taken(settings, first)
    mappings.forget(Store(settings.store), "table")
    assert taken(settings, table(tmp_path, "b.csv", *SECOND)).code == "unrecognised"
    assert len(figures(settings)) == 3
    assert current(settings).query("SELECT publisher FROM sources WHERE key = 'table'").rows() == [("ORCAE",)]
    with pytest.raises(ObservatoryError) as refusal:
        mappings.forget(Store(settings.store), "table")
    assert refusal.value.code == "mapping_unknown"


def test_a_backup_knows_the_tables(settings: Settings, tmp_path: Path) -> None:
    """A restored store recognises what the saved one did."""
    first = table(tmp_path, "a.csv", *FIRST)
    known(settings, first)
    taken(settings, first)
    upkeep.backup(Store(settings.store), tmp_path / "copy")
    other = settings.model_copy(update={"store": tmp_path / "other"})
    upkeep.restore(tmp_path / "copy", Store(other.store))
    assert taken(other, table(tmp_path, "b.csv", *SECOND)).source == "table"


def test_the_same_mapping_again_is_no_change(settings: Settings, tmp_path: Path) -> None:
    """Remembering twice keeps one version; another unit is a second one."""
    first = table(tmp_path, "a.csv", *FIRST)
    for unit in ("GWh", "GWh", "MWh"):
        known(settings, first, unit=unit)
    assert mappings.revision(Store(settings.store)) == 2
