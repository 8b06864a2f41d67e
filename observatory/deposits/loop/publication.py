"""A deposit made to count, and taken back: claimed, written among the facts in one transaction, and shown.

The commit among the facts is the point of no return. Before it, a publication that dies gives the deposit back; after
it, the control database follows and the pages are brought up to date, at the next start where it could not be at once.
"""

from collections.abc import Iterable
from contextlib import suppress

from observatory import ingest
from observatory.deposits.loop.differences import removed
from observatory.deposits.loop.standing import held
from observatory.errors import ObservatoryError
from observatory.settings import Settings
from observatory.store import Store, control, deposited, deposits, staged
from observatory.store.deposits import Deposit, State
from observatory.store.follow import follow
from observatory.store.trouble import told
from observatory.store.writer import Connection, transaction, writing

PUBLISHABLE = frozenset({State.SUBMITTED, State.HELD, State.UNDONE})


def publish(
    numbers: Iterable[int], settings: Settings, *, person: str, comment: str
) -> dict[int, ObservatoryError | None]:
    """Make deposits count, the oldest first, each by itself, and show them. Returns why one was not, or None."""
    store = Store(settings.store)
    refusals: dict[int, ObservatoryError | None] = {}
    try:
        with told(), writing(store) as con:
            for number in sorted(set(numbers)):
                refusals[number] = _one(con, store, number, person=person, comment=comment)
            if None in refusals.values():
                show(con, store, settings)
    except ObservatoryError as error:
        if None in refusals.values():  # what counts cannot be said not to be written
            raise ObservatoryError("publication_behind") from error
        raise
    return refusals


def publish_at_once(number: int, settings: Settings, *, person: str) -> None:
    """The same for one deposit of a trusted commune; one that cannot be published stays in the queue."""
    with suppress(ObservatoryError):
        publish([number], settings, person=person, comment="")


def undo(number: int, settings: Settings, *, person: str, comment: str) -> Deposit:
    """Take a published deposit back, and show what counted before it.

    Raises ObservatoryError `deposit_unknown`, `deposit_moved`, `not_written`, `publication_behind`.
    """
    store = Store(settings.store)
    with told(), writing(store) as con:
        known = deposits.get(store, number)
        if known.state is not State.PUBLISHED or known.batch is None:
            raise ObservatoryError("deposit_moved", number=number, reason=str(known.state))
        with transaction(con):
            deposited.undo(con, number, known.batch, person=person, comment=comment)
        follow(con, store)
        show(con, store, settings)
    return deposits.get(store, number)


def show(con: Connection, store: Store, settings: Settings) -> None:
    """Bring what pages read up to date with the facts. Raises ObservatoryError `publication_behind`."""
    try:
        with told():
            ingest.catch_up_held(con, store, settings)
    except ObservatoryError as error:
        raise ObservatoryError("publication_behind") from error


def give_back(con: Connection, store: Store) -> list[int]:
    """Put deposits that a publication claimed and did not write back where they were; the store is held by its writer.

    Returns their numbers.
    """
    follow(con, store)
    claimed = deposits.every(store, states={State.PUBLISHING})
    for one in claimed:
        was = [step for step in deposits.history(store, one.number) if step.state is not State.PUBLISHING][-1]
        with control.deciding(store) as connection:
            deposits.enter(connection, one.number, was.state, person=was.person, comment=was.comment, batch=None)
    return [one.number for one in claimed]


def _one(con: Connection, store: Store, number: int, *, person: str, comment: str) -> ObservatoryError | None:
    try:
        claimed = _claim(store, number, person=person, comment=comment)
    except ObservatoryError as refusal:
        return refusal
    try:
        _write(con, store, claimed, person=person, comment=comment)
    except ObservatoryError as refusal:
        give_back(con, store)
        return refusal
    except Exception:
        give_back(con, store)
        raise
    with suppress(ObservatoryError):  # it counts: the control database is told again as the store closes, or opens
        follow(con, store)
    return None


def _claim(store: Store, number: int, *, person: str, comment: str) -> Deposit:
    """From here on, its commune can no longer withdraw it."""
    with control.deciding(store) as connection:
        return deposits.move(connection, number, State.PUBLISHING, person=person, comment=comment, among=PUBLISHABLE)


def _write(con: Connection, store: Store, deposit: Deposit, *, person: str, comment: str) -> None:
    rows = staged.fetch(store, deposit.staged)
    with transaction(con):
        gone = removed(held(con, [deposit.insee_code]), rows, deposit.mode)
        deposited.publish(con, deposit, rows, removed=gone, person=person, comment=comment)
