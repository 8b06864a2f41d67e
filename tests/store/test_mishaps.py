"""What can go wrong around a store: a process that dies, two at once, a disk that changed, a path with a quote."""

import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from observatory.errors import ObservatoryError, Outcome
from observatory.ingest import ingest, publish_now, undo
from observatory.settings import PROJECT, Settings
from observatory.store import Store, archive, batches, snapshots, upkeep, writer
from observatory.store.writer import locked, writing
from tests.stores import FIXTURES, current, settings_in, taken, written

HEADER = "OPERATEUR;FILIERE;Année;Code Commune;Nom Commune;CODE CATEGORIE CONSOMMATION;CODE GRAND SECTEUR;"
HEADER += "CODE SECTEUR NAF2;Nb sites;Conso totale (MWh);Nombre de mailles secretisées\n"
GAS = "SELECT energy_mwh FROM energy WHERE insee_code = '38151' AND carrier = 'gas'"


def gas(folder: Path, value: float, year: int = 2020) -> Path:
    """A file of the Agence ORE with one row: the gas of Échirolles."""
    row = f"GRDF;Gaz;{year};38151;Échirolles;RES;RESIDENTIEL;;5;{value};0\n"
    return written(folder, f"{value}-of-{year}.csv", HEADER + row)


def shown(settings: Settings) -> list[float]:
    return current(settings).query(GAS + " ORDER BY year").to_series().to_list()


@pytest.fixture
def settings(tmp_path: Path, small_data: Path) -> Settings:
    """A store under a path that SQL would misread, of few snapshots."""
    folder = tmp_path / "l'agence ; DROP TABLE"
    folder.mkdir()
    return settings_in(folder).model_copy(update={"snapshots_kept": 2, "data": small_data})


def dies(*_: object, **__: object) -> None:
    message = "power cut"
    raise OSError(message)


@pytest.mark.parametrize("step", ["build", "_facts", "replace_text"])
@pytest.mark.parametrize("published_before", [False, True])
def test_a_publication_that_died_is_made_up_for(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, *, published_before: bool
) -> None:
    """Wherever the publication stopped, the same command again shows the facts, which were safe all along."""
    if published_before:
        taken(settings, gas(tmp_path, 1, year=2019))
    path = gas(tmp_path, 2)
    with monkeypatch.context() as broken:
        broken.setattr(snapshots, step, dies)
        with pytest.raises(OSError, match="power cut"):
            taken(settings, path)
    if published_before:
        assert shown(settings) == [1.0]
    report = taken(settings, path)[0]
    assert (report.code, report.snapshot is not None) == ("already_received", True)
    assert shown(settings) == ([1.0, 2.0] if published_before else [2.0])
    assert taken(settings, path)[0].snapshot is None


def test_a_process_killed_while_it_publishes_loses_nothing(settings: Settings, tmp_path: Path) -> None:
    """Killed with no warning in the middle of a snapshot: what it left is in nobody's way."""
    path = gas(tmp_path, 3)
    script = f"""
import os
from pathlib import Path
from observatory.ingest import ingest
from observatory.settings import Settings
from observatory.store import snapshots
snapshots._facts = lambda con: os._exit(9)
ingest([Path({str(path)!r})], Settings(store=Path({str(settings.store)!r})))
"""
    assert subprocess.run([sys.executable, "-c", script], cwd=PROJECT, check=False).returncode == 9
    assert [left.name for left in Store(settings.store).published.iterdir()] != []
    assert taken(settings, path)[0].code == "already_received"
    assert shown(settings) == [3.0]


def test_bytes_that_the_archive_lost_are_known_still(settings: Settings, tmp_path: Path) -> None:
    """A file taken before counts once, though its bytes went from the archive, and they are kept again."""
    path = gas(tmp_path, 4)
    first = taken(settings, path)[0]
    lost = archive.kept_at(Store(settings.store), first.sha256)
    lost.unlink()
    again = taken(settings, path)[0]
    assert (again.code, again.batch, lost.read_bytes()) == ("already_received", first.batch, path.read_bytes())
    assert shown(settings) == [4.0]


def test_a_snapshot_of_an_older_program_is_published_again(settings: Settings, tmp_path: Path) -> None:
    """A snapshot that lacks a table of today is replaced by the next ingest, though no file is new."""
    path = gas(tmp_path, 2)
    assert taken(settings, path)[0].snapshot == 1
    with duckdb.connect(Store(settings.store).snapshot(1)) as con:
        con.execute("DROP TABLE perimeters")
        con.execute("ALTER TABLE publication DROP COLUMN layout")
    assert taken(settings, path)[0].snapshot == 2
    assert current(settings).query("FROM perimeters").is_empty()
    assert shown(settings) == [2.0]


def test_a_file_that_is_refused_publishes_nothing(settings: Settings) -> None:
    """Only what counts is worth a snapshot."""
    assert taken(settings, FIXTURES / "address.csv")[0].snapshot is None
    assert snapshots.current_number(Store(settings.store)) == 0


def test_a_migration_cut_short_starts_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A first run that died among its tables leaves none of them."""
    migrations = tmp_path / "migrations"
    migrations.mkdir()
    sound = (writer.MIGRATIONS / "0001_facts.sql").read_text(encoding="utf-8")
    (migrations / "0001_facts.sql").write_text(sound.replace("CREATE TABLE events", "CREATE TABEL events"))
    with monkeypatch.context() as broken:
        broken.setattr(writer, "MIGRATIONS", migrations)
        with pytest.raises(duckdb.Error), writing(Store(settings.store)):
            pass
    taken(settings, gas(tmp_path, 4))
    assert shown(settings) == [4.0]


def test_readers_see_the_old_figures_or_the_new_ones(settings: Settings, tmp_path: Path) -> None:
    """While one publication follows another and old snapshots go, no reader sees half of one, or an error."""
    taken(settings, gas(tmp_path, 0))
    seen: set[float] = set()
    wrong: list[BaseException] = []
    done = threading.Event()

    def look() -> None:
        try:
            while not done.wait(0.002):
                seen.update(shown(settings))
        except (duckdb.Error, ObservatoryError, OSError) as error:
            wrong.append(error)

    readers = [threading.Thread(target=look) for _ in range(2)]
    for reader in readers:
        reader.start()
    keeping_one = settings.model_copy(update={"snapshots_kept": 1})
    for value in range(1, 5):
        taken(keeping_one, gas(tmp_path, value))
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert seen <= {0.0, 1.0, 2.0, 3.0, 4.0}
    assert shown(settings) == [4.0]


def test_an_older_batch_undone_leaves_the_newer_one(settings: Settings, tmp_path: Path) -> None:
    """A figure corrected twice, its first version taken back: the last correction still counts."""
    numbers = [report.batch for report in taken(settings, *(gas(tmp_path, value) for value in (1, 2, 3)))]
    assert numbers == [1, 2, 3]
    undo(1, settings)
    assert shown(settings) == [3.0]
    undo(3, settings)
    assert shown(settings) == [2.0]
    undo(2, settings)
    assert shown(settings) == []


def test_the_same_bytes_again_tell_the_same_verdict(settings: Settings, tmp_path: Path) -> None:
    """A file with a row to correct is still one when it comes a second time."""
    text = gas(tmp_path, 5).read_text(encoding="utf-8") + "GRDF;Gaz;2020;38151;;RES;TERTIAIRE;;5;beaucoup;0\n"
    path = written(tmp_path, "two.csv", text)
    first, again = taken(settings, path)[0], taken(settings, path)[0]
    assert first.outcome is again.outcome is Outcome.ACCEPT_WITH_ROW_ERRORS
    assert (again.rows_rejected, again.code) == (1, "already_received")


def test_verify_runs_beside_an_open_page(settings: Settings, tmp_path: Path) -> None:
    """The snapshot that this process serves can be checked, and a file being received is no damage."""
    taken(settings, gas(tmp_path, 6))
    assert shown(settings) == [6.0]
    store = Store(settings.store)
    (store.archive / f"{archive.UNFINISHED}x").write_bytes(b"half of")
    assert upkeep.verify(store, data=settings.data) == []
    assert sorted(path.name for path in store.path.iterdir()) == [
        "archive",
        "control.sqlite",
        "published",
        "working.duckdb",
        "working.lock",
    ]


def test_verify_sees_two_figures_exchanged(settings: Settings, tmp_path: Path) -> None:
    """Counts and sums stay what they were; the mark of each fact does not."""
    taken(settings, gas(tmp_path, 7), FIXTURES / "ore_commune.csv")
    store = Store(settings.store)
    with duckdb.connect(store.snapshot(1)) as con:
        con.execute(
            """UPDATE energy SET energy_mwh = CASE sector WHEN 'tertiary' THEN 400.25 ELSE 101.234 END
               WHERE year = 2018 AND insee_code = '38001' AND sector IN ('tertiary', 'residential')"""
        )
        assert con.execute(
            "SELECT sum(energy_mwh) FROM energy WHERE insee_code = '38001' AND year = 2018"
        ).fetchone() == (1501.484,)
    assert [problem.code for problem in upkeep.verify(store, data=settings.data)] == ["snapshot_differs"]


def test_verify_sees_what_is_gone(settings: Settings, tmp_path: Path) -> None:
    """An original that left the archive and a snapshot that left its folder are told, without a trace."""
    report = taken(settings, gas(tmp_path, 8))[0]
    store = Store(settings.store)
    next(path for path in store.archive.rglob("*") if path.name == report.sha256).unlink()
    store.snapshot(1).unlink()
    assert {problem.code for problem in upkeep.verify(store, data=settings.data)} == {
        "archive_missing",
        "snapshot_differs",
    }
    with pytest.raises(ObservatoryError, match="snapshot_unknown"):
        shown(settings)


def test_verify_sees_a_pointer_that_strayed(settings: Settings, tmp_path: Path) -> None:
    """A pointer that is not what the events say is counted by its slices."""
    taken(settings, gas(tmp_path, 1), gas(tmp_path, 2))
    store = Store(settings.store)
    with writing(store) as con:
        con.execute("UPDATE pointer SET batch = 1")
        assert batches.pointer_differences(con) > 0
    assert [problem.code for problem in upkeep.verify(store, data=settings.data)] == ["pointer_differs"]


def test_a_restored_store_takes_files_again(settings: Settings, tmp_path: Path) -> None:
    """Keys and constraints come back with the figures: a correction still replaces, never adds."""
    taken(settings, gas(tmp_path, 1))
    store = Store(settings.store)
    upkeep.backup(store, tmp_path / "copie d'hier")
    taken(settings, gas(tmp_path, 2))
    upkeep.restore(tmp_path / "copie d'hier", store)
    assert shown(settings) == [1.0]
    taken(settings, gas(tmp_path, 3))
    assert shown(settings) == [3.0]
    assert upkeep.verify(store, data=settings.data) == []
    aside = [path for path in store.path.parent.iterdir() if "before-restore" in path.name]
    assert len(aside) == 1
    assert shown(settings.model_copy(update={"store": aside[0]})) == [2.0]
    assert [path for path in store.path.parent.iterdir() if "restoring" in path.name] == []


def test_a_restore_waits_for_the_writer(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing moves under a process that writes: the restore is refused when it has waited long enough."""
    taken(settings, gas(tmp_path, 1))
    store = Store(settings.store)
    upkeep.backup(store, tmp_path / "copy")
    taken(settings, gas(tmp_path, 2))
    monkeypatch.setattr(writer, "LOCK_SECONDS", 0.05)
    script = f"""
import sys, pathlib
from observatory.store import Store
from observatory.store.writer import locked
with locked(Store(pathlib.Path({str(store.path)!r}))):
    print("held", flush=True)
    sys.stdin.read()
"""
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(ObservatoryError, match="store_busy"):
            upkeep.restore(tmp_path / "copy", store)
        other.communicate(b"")
    assert shown(settings) == [2.0]


@pytest.mark.parametrize("content", [None, b"", b"no database at all" * 1000])
def test_what_is_no_backup_is_refused(settings: Settings, tmp_path: Path, content: bytes | None) -> None:
    """A folder without a store, or with a file of that name: nothing moves."""
    taken(settings, gas(tmp_path, 1))
    folder = tmp_path / "other"
    folder.mkdir()
    if content is not None:
        (folder / "working.duckdb").write_bytes(content)
    with pytest.raises(ObservatoryError, match="not_a_backup"):
        upkeep.restore(folder, Store(settings.store))
    assert shown(settings) == [1.0]


def test_a_backup_is_taken_while_a_file_arrives(settings: Settings, tmp_path: Path) -> None:
    """Bytes that another process is still writing belong to no batch, and do not stop a backup."""
    taken(settings, gas(tmp_path, 1))
    store = Store(settings.store)
    (store.archive / f"{archive.UNFINISHED}x").symlink_to(tmp_path / "gone before it is copied")
    upkeep.backup(store, tmp_path / "copy")
    assert not [path for path in (tmp_path / "copy").rglob("*") if path.name.startswith(archive.UNFINISHED)]


def test_only_one_writes(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second writer waits, and is told when it has waited too long."""
    monkeypatch.setattr(writer, "LOCK_SECONDS", 0.05)
    store = Store(settings.store)
    told: list[str] = []

    def second() -> None:
        try:
            with locked(store):
                told.append("entered")
        except ObservatoryError as error:
            told.append(error.code)

    with locked(store):
        other = threading.Thread(target=second)
        other.start()
        other.join()
    assert told == ["store_busy"]


def test_the_last_snapshots_are_kept(settings: Settings, tmp_path: Path) -> None:
    """Two are kept here; each older one is rebuilt from the events with its own figures, and its own date."""
    told = []
    store = Store(settings.store)
    for value in (1, 2, 3, 4):
        ingest([gas(tmp_path, value)], settings)
        with duckdb.connect(store.snapshot(value), read_only=True) as con:
            told.append(con.execute("SELECT number, published_at FROM publication").fetchone())
    assert sorted(path.name for path in store.published.glob("*.duckdb")) == ["000003.duckdb", "000004.duckdb"]
    with writing(store) as con:
        for number in (1, 2):
            snapshots.rebuild(con, store, number, data=settings.data)
    for number in (1, 2):
        with duckdb.connect(store.snapshot(number), read_only=True) as con:
            assert con.execute("SELECT number, published_at FROM publication").fetchone() == told[number - 1]
            assert con.execute(GAS).fetchall() == [(float(number),)]
    publish_now(settings)
    with pytest.raises(ObservatoryError, match="snapshot_unknown"), writing(store) as con:
        snapshots.rebuild(con, store, 99, data=settings.data)


def test_a_snapshot_let_go_of_opens_again(tmp_path: Path) -> None:
    """A snapshot that others still hold, and that the process no longer keeps open, is opened again, locked as before."""
    settings = settings_in(tmp_path)
    taken(settings, FIXTURES / "ore_commune.csv")
    held = current(settings)
    snapshots._OPEN.clear()
    again = current(settings)
    assert again is not held
    assert (
        again.query("SELECT count(*) AS n FROM energy")["n"][0]
        == held.query("SELECT count(*) AS n FROM energy")["n"][0]
    )
    with pytest.raises(duckdb.InvalidInputException, match="lock"):
        again.query("SET threads = 8")
