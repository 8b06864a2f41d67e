"""Facts are versions: nothing is lost, nothing counts twice, and every step can be taken back."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from observatory.errors import ObservatoryError, Outcome
from observatory.ingest import ingest, publish_now, undo
from observatory.settings import PROJECT, Settings
from observatory.store import Store, archive, batches, snapshots, upkeep
from observatory.store.writer import writing
from tests.stores import FIXTURES, current, settings_in, taken, written

HEADER = "OPERATEUR;FILIERE;Année;Code Commune;Nom Commune;CODE CATEGORIE CONSOMMATION;CODE GRAND SECTEUR;"
HEADER += "CODE SECTEUR NAF2;Nb sites;Conso totale (MWh);Nombre de mailles secretisées"


def ore(folder: Path, name: str, *rows: str) -> Path:
    """A small file of the Agence ORE: rows of « FILIERE;Année;Code;MWh »."""
    lines = [HEADER]
    for row in rows:
        carrier, year, code, value = row.split(";")
        lines.append(f"Enedis;{carrier};{year};{code};;ENT;TERTIAIRE;;5;{value};0")
    return written(folder, name, "\n".join(lines) + "\n")


def facts(settings: Settings) -> list[tuple[object, ...]]:
    return current(settings).query("SELECT insee_code, year, carrier, energy_mwh FROM energy ORDER BY ALL").rows()


def test_the_same_bytes_twice_are_taken_once(tmp_path: Path) -> None:
    """A second time, even under another name, answers when they were received and changes nothing."""
    settings = settings_in(tmp_path)
    first = taken(settings, FIXTURES / "ore_commune.csv")[0]
    before = facts(settings)
    copy = tmp_path / "other.csv"
    copy.write_bytes((FIXTURES / "ore_commune.csv").read_bytes())
    again = taken(settings, copy)[0]
    assert (again.code, again.batch, again.rows_read) == ("already_received", first.batch, first.rows_read)
    assert facts(settings) == before


def test_a_file_replaces_only_the_slices_it_contains(tmp_path: Path) -> None:
    """A gas-only file, and one of a single year, leave every other figure as it was."""
    settings = settings_in(tmp_path)
    taken(settings, ore(tmp_path, "a.csv", "Electricité;2020;38151;10", "Gaz;2020;38151;20", "Gaz;2021;38151;30"))
    taken(settings, ore(tmp_path, "b.csv", "Gaz;2021;38151;33"))
    assert facts(settings) == [
        ("38151", 2020, "electricity", 10.0),
        ("38151", 2020, "gas", 20.0),
        ("38151", 2021, "gas", 33.0),
    ]


def test_an_undo_returns_exactly_the_former_state(tmp_path: Path) -> None:
    """After the undo of a correction the first version counts again; sent again, the correction counts again."""
    settings = settings_in(tmp_path)
    taken(settings, ore(tmp_path, "a.csv", "Gaz;2020;38151;20"))
    before = facts(settings)
    correction = ore(tmp_path, "b.csv", "Gaz;2020;38151;25", "Gaz;2021;38151;26")
    batch = taken(settings, correction)[0].batch
    corrected = facts(settings)
    assert batch is not None
    undo(batch, settings)
    assert facts(settings) == before
    taken(settings, correction)
    assert facts(settings) == corrected


def test_an_undo_asks_for_a_batch_that_counts(tmp_path: Path) -> None:
    """An unknown batch, and one undone already, are refused by their codes."""
    settings = settings_in(tmp_path)
    batch = taken(settings, ore(tmp_path, "a.csv", "Gaz;2020;38151;20"))[0].batch
    assert batch is not None
    for number, code in ((99, "batch_unknown"), (batch, None), (batch, "batch_not_standing")):
        if code is None:
            undo(number, settings)
            continue
        with pytest.raises(ObservatoryError) as refusal:
            undo(number, settings)
        assert refusal.value.code == code


def test_two_processes_lose_nothing_and_count_nothing_twice(tmp_path: Path) -> None:
    """Two commands at once, with a slice in common: every slice has one value, and the pointer is what the events say."""
    settings = settings_in(tmp_path)
    files = [
        ore(tmp_path, f"{name}.csv", *(f"Gaz;{year};{commune};{value}" for year in range(2011, 2024)))
        for name, commune, value in (("a", "38151", 1), ("b", "38421", 2), ("c", "38151", 3), ("d", "38185", 4))
    ]
    command = [sys.executable, "-m", "observatory.cli", "ingest", "--store", str(settings.store)]
    running = [subprocess.Popen([*command, *map(str, pair)], cwd=PROJECT) for pair in (files[:2], files[2:])]
    assert [process.wait(120) for process in running] == [0, 0]
    publish_now(settings)
    rows = facts(settings)
    assert len(rows) == 3 * 13
    assert {value for code, _, _, value in rows if code == "38151"} in ({1.0}, {3.0})
    with writing(Store(settings.store)) as con:
        assert batches.pointer_differences(con) == 0


def test_a_crash_before_publication_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The facts are kept when the snapshot cannot be written; the next publication has them."""
    settings = settings_in(tmp_path)
    path = ore(tmp_path, "a.csv", "Gaz;2020;38151;20")
    with monkeypatch.context() as broken:
        broken.setattr(snapshots, "build", lambda *_, **__: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError, match="disk full"):
            taken(settings, path)
    assert snapshots.current_number(Store(settings.store)) == 0
    assert taken(settings, path)[0].code == "already_received"
    publish_now(settings)
    assert facts(settings) == [("38151", 2020, "gas", 20.0)]


def test_a_snapshot_of_the_past_is_rebuilt_with_the_same_figures(tmp_path: Path) -> None:
    """Beyond the number kept, old snapshots go; rebuilt from the events, one gives the figures it gave."""
    settings = settings_in(tmp_path).model_copy(update={"snapshots_kept": 1})
    store = Store(settings.store)
    ingest([ore(tmp_path, "a.csv", "Gaz;2020;38151;20")], settings)
    told = snapshots.figures(store.snapshot(1))
    ingest([ore(tmp_path, "b.csv", "Gaz;2020;38151;25")], settings)
    assert not store.snapshot(1).exists()
    with writing(store) as con:
        snapshots.rebuild(con, store, 1, data=settings.data)
    assert snapshots.figures(store.snapshot(1)) == told != snapshots.figures(store.snapshot(2))


def test_a_reader_keeps_its_snapshot_while_another_is_published(tmp_path: Path) -> None:
    """An open snapshot answers as before; the next call for the current one sees the new figures."""
    settings = settings_in(tmp_path)
    taken(settings, ore(tmp_path, "a.csv", "Gaz;2020;38151;20"))
    reader = current(settings)
    taken(settings, ore(tmp_path, "b.csv", "Gaz;2020;38151;25"))
    sql = "SELECT energy_mwh FROM energy"
    assert (reader.query(sql).item(), current(settings).query(sql).item()) == (20.0, 25.0)


def test_a_snapshot_cannot_be_written(tmp_path: Path) -> None:
    """Connections that serve pages are read-only, reach no file, and cannot be unlocked."""
    settings = settings_in(tmp_path)
    taken(settings, ore(tmp_path, "a.csv", "Gaz;2020;38151;20"))
    for sql in ("DELETE FROM energy", "SET enable_external_access = true", "FROM read_csv('/etc/passwd')"):
        with pytest.raises(duckdb.Error):
            current(settings).query(sql)


def test_verify_sees_what_is_damaged(tmp_path: Path) -> None:
    """A sound store has no problem; a flipped byte in the archive is told."""
    settings = settings_in(tmp_path)
    report = taken(settings, ore(tmp_path, "a.csv", "Gaz;2020;38151;20"))[0]
    store = Store(settings.store)
    assert upkeep.verify(store, data=settings.data) == []
    path = next(path for path in store.archive.rglob("*") if path.name == report.sha256)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert [problem.code for problem in upkeep.verify(store, data=settings.data)] == ["archive_damaged"]
    with pytest.raises(ObservatoryError, match="archive_damaged"):
        archive.fetch(store, report.sha256)


def test_a_backup_comes_back_and_nothing_is_overwritten(tmp_path: Path) -> None:
    """What stood in the way of a restored store is set aside under its date, even under a path with a quote."""
    settings = settings_in(tmp_path / "l'agence")
    taken(settings, ore(tmp_path, "a.csv", "Gaz;2020;38151;20"))
    before = facts(settings)
    upkeep.backup(Store(settings.store), tmp_path / "copie d'hier")
    taken(settings, ore(tmp_path, "b.csv", "Gaz;2020;38151;99"))
    upkeep.restore(tmp_path / "copie d'hier", Store(settings.store))
    assert facts(settings) == before
    assert len(list(settings.store.parent.glob("store-before-restore-*"))) == 1
    with pytest.raises(ObservatoryError, match="folder_not_empty"):
        upkeep.backup(Store(settings.store), tmp_path / "copie d'hier")


def test_a_refused_file_stays_in_the_archive_and_the_journal(tmp_path: Path) -> None:
    """Its bytes can be read back, its line says why, and no figure comes of it."""
    settings = settings_in(tmp_path)
    report = taken(settings, FIXTURES / "address.csv")[0]
    assert (report.outcome, report.snapshot) == (Outcome.REJECT, None)
    store = Store(settings.store)
    assert archive.fetch(store, report.sha256) == (FIXTURES / "address.csv").read_bytes()
    assert upkeep.batches_received(store).select("outcome", "code", "standing").rows() == [
        ("reject", "unrecognised", False)
    ]
