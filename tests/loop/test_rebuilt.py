"""The working database is worth no more than its journal and its archive: lost, it is built again and says the same."""

import sqlite3
from pathlib import Path

import pytest

from observatory.deposits.loop import Mode, reconcile, undo
from observatory.deposits.loop.rebuild import rebuild, rebuild_into
from observatory.errors import ObservatoryError
from observatory.ingest import ingest
from observatory.settings import Settings
from observatory.store import Store, archive, audit, control, snapshots, upkeep
from tests.deposits_made import ADVISER, THERE, send, sent_and_published, stands
from tests.stores import FIXTURES

SCHOOL = [("école", 1, 10.0), ("école", 2, 9.0)]
LIGHTING = [("éclairage", 1, 4.0)]
Told = tuple[object, ...]


def lived(settings: Settings) -> None:
    """Files and deposits, corrections and undos."""
    ingest([FIXTURES / "ore_commune.csv"], settings)
    sent_and_published(settings, SCHOOL)
    wrong = sent_and_published(settings, LIGHTING, mode=Mode.REPLACE)
    undo(wrong.number, ADVISER, settings)
    sent_and_published(settings, [("école", 1, 11.0)])
    sent_and_published(settings, LIGHTING, insee_code=THERE)
    send(settings, [("gymnase", 1, 2.0)])


def told(settings: Settings) -> Told:
    store = Store(settings.store)
    published = snapshots.figures(store.snapshot(snapshots.current_number(store)))
    return (published, stands(settings), stands(settings, THERE))


def test_all_is_built_again_from_the_archive(settings: Settings) -> None:
    """The working database thrown away and replayed, pages read the same figures, and all verifies."""
    lived(settings)
    before = told(settings)
    rebuild(settings)
    reconcile(settings)
    assert told(settings) == before
    assert upkeep.verify(Store(settings.store), data=settings.data) == []


def test_an_empty_store_replays_the_archive(settings: Settings, tmp_path: Path) -> None:
    """Another store, from nothing but the archive and the decisions, publishes the same figures."""
    lived(settings)
    before = told(settings)
    there = settings.model_copy(update={"store": tmp_path / "again"})
    rebuild_into(settings, there.store)
    assert told(there) == before
    assert told(settings) == before


def test_a_folder_that_holds_something_is_left_alone(settings: Settings, tmp_path: Path) -> None:
    """A replay never writes over what is there."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes").touch()
    with pytest.raises(ObservatoryError, match="folder_not_empty"):
        rebuild_into(settings, tmp_path / "mine")


@pytest.mark.parametrize("with_backup", [False, True])
def test_a_damaged_database_is_set_aside_and_built_again(settings: Settings, tmp_path: Path, with_backup: bool) -> None:
    """Its bytes overwritten, the store opens again by itself with the same figures; the damaged file is kept."""
    lived(settings)
    if with_backup:
        upkeep.backup(Store(settings.store), tmp_path / "backup")
    sent_and_published(settings, [("gymnase", 2, 3.0)])
    before = told(settings)
    working = Store(settings.store).working
    working.write_bytes(b"\0" * 4096 + working.read_bytes()[4096:])
    assert reconcile(settings).recovered
    assert told(settings) == before
    assert any(path.is_file() for path in settings.store.rglob("*") if "working" in path.name and path != working)
    assert not reconcile(settings).recovered


def test_lost_bytes_are_an_alarm(settings: Settings) -> None:
    """A file that is no longer in the archive is told at the start, and by `verify`."""
    lived(settings)
    store = Store(settings.store)
    digest = archive.digest_of((FIXTURES / "ore_commune.csv").read_bytes())
    archive.kept_at(store, digest).unlink()
    assert [alarm.code for alarm in reconcile(settings).alarms] == ["archive_missing"]
    assert "archive_missing" in {problem.code for problem in upkeep.verify(store, data=settings.data)}


def test_the_audit_cannot_be_changed(settings: Settings) -> None:
    """No line is altered or taken away by whoever opens the database."""
    lived(settings)
    with control.deciding(Store(settings.store)) as connection:
        for attempt in ("UPDATE audit SET person = 'x'", "DELETE FROM audit WHERE number = 1"):
            with pytest.raises(sqlite3.IntegrityError, match="only grows"):
                connection.execute(attempt)


@pytest.mark.parametrize(
    "tampering",
    ["UPDATE audit SET person = 'somebody' WHERE number = 2", "DELETE FROM audit WHERE number = 2"],
)
def test_a_broken_chain_is_found(settings: Settings, tampering: str) -> None:
    """Whoever takes the guards off and changes a line is found out: each line carries the mark of the former."""
    lived(settings)
    store = Store(settings.store)
    with control.deciding(store) as connection:
        assert audit.broken(connection) == []
        for name in ("audit_is_not_changed", "audit_is_not_shortened"):
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(tampering)
    assert "audit_broken" in {problem.code for problem in upkeep.verify(store, data=settings.data)}
