"""What is put right at a start, and what only a person can."""

import os
import time
from pathlib import Path

import pytest

from observatory.deposits.loop import found, queue, reconcile
from observatory.settings import Settings
from observatory.store import Store, archive, control, deposits, staged
from observatory.store.deposits import State
from observatory.ui import server
from tests.deposits_made import ADVISER, SECRETARY, rows, send, sent_and_published, stands

SCHOOL = [("école", 1, 10.0)]


def test_there_is_nothing_to_put_right_where_there_is_no_store(tmp_path: Path) -> None:
    """A start makes no store."""
    reconcile(Settings(store=tmp_path / "none"))
    assert not (tmp_path / "none").exists()


def test_bytes_without_a_deposit_are_queued_for_an_adviser(settings: Settings) -> None:
    """Archived by a process that died: told once, to an adviser, until somebody sends the same bytes."""
    store = Store(settings.store)
    digest, _ = archive.keep(store, rows(SCHOOL).write_csv().encode())
    assert reconcile(settings).found == (digest,)
    assert reconcile(settings).found == ()
    assert [one.sha256 for one in found(ADVISER, settings)] == [digest]
    assert found(SECRETARY, settings) == ()
    send(settings, SCHOOL)
    assert found(ADVISER, settings) == ()


def test_rows_without_a_deposit_are_cleared(settings: Settings) -> None:
    """Staged by a process that died before it said for what; those that a deposit names stay."""
    store = Store(settings.store)
    kept = send(settings, SCHOOL)
    staged.keep(store, rows([("mairie", 1, 1.0)]))
    assert len(reconcile(settings).cleared) == 1
    assert staged.fetch(store, deposits.get(store, kept.number).staged).height == 1


@pytest.mark.parametrize(("hours", "gone"), [(1, False), (30, True)])
def test_half_a_file_goes_after_a_day(settings: Settings, hours: int, gone: bool) -> None:
    """What somebody may still be writing is left alone."""
    store = Store(settings.store)
    store.archive.mkdir()
    half = store.archive / f"{archive.UNFINISHED}x"
    half.touch()
    os.utime(half, times=(time.time() - hours * 3600,) * 2)
    reconcile(settings)
    assert half.exists() is not gone


def test_a_claim_is_given_back_with_its_comment(settings: Settings) -> None:
    """Held with a comment, claimed by a publication that died: held again, under the same comment."""
    store, number = Store(settings.store), send(settings, SCHOOL).number
    for state, comment in ((State.HELD, "Je vérifie."), (State.PUBLISHING, "")):
        with control.deciding(store) as connection:
            among = {State.SUBMITTED, State.HELD}
            deposits.move(connection, number, state, person="adviser", comment=comment, among=among)
    assert reconcile(settings).given_back == (number,)
    assert [(one.state, one.comment) for one in queue(ADVISER, settings)] == [(State.HELD, "Je vérifie.")]


def test_a_server_puts_its_store_right(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Started on a damaged working database, it serves the same figures."""
    sent_and_published(settings, SCHOOL)
    Store(settings.store).working.write_bytes(b"")
    monkeypatch.setattr(server, "settings", lambda: settings)
    server.put_right()
    assert stands(settings) == {("école", 1): 10.0}
    assert not reconcile(settings).recovered
