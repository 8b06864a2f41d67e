"""Whether what is said of deposits is so: their rows, the facts that they became, and the chain of the audit."""

import duckdb

from observatory.errors import ObservatoryError
from observatory.store import audit, control, deposits, private, site_use, staged
from observatory.store.deposits import State
from observatory.store.place import Store

# The last thing that happened to each deposit in the facts, and the batch that counts.
_STANDING = """
    SELECT deposit, arg_max(events.batch, event) AS batch, arg_max(action, event) = 'accept' AS counts
    FROM deposit_events JOIN events USING (event) GROUP BY deposit
"""
# Changes of state without their line in the audit.
_UNTOLD = """
    SELECT count(*) FROM deposit_states WHERE NOT EXISTS (
        SELECT 1 FROM audit WHERE object = 'deposit' AND key = CAST(deposit AS TEXT) AND action = state
            AND json_extract(details, '$.version') = version)
"""


def deposited_digests(store: Store) -> set[str]:
    """The sha256 of every file that was deposited."""
    return {one.sha256 for one in deposits.every(store)}


def problems(con: duckdb.DuckDBPyConnection, store: Store) -> list[ObservatoryError]:
    """What is not as it should be, in the store that its writer holds."""
    return [*_staged(store), *_facts(con, store), *_shown(con, store), *_audit(store)]


def _staged(store: Store) -> list[ObservatoryError]:
    found = []
    for digest in sorted({one.staged for one in deposits.every(store)}):
        try:
            staged.fetch(store, digest)
        except ObservatoryError as problem:
            found.append(problem)
    return found


def _facts(con: duckdb.DuckDBPyConnection, store: Store) -> list[ObservatoryError]:
    """A deposit is published where, and only where, its batch counts."""
    counting = {deposit: batch for deposit, batch, counts in con.execute(_STANDING).fetchall() if counts}
    said = {one.number: one.batch for one in deposits.every(store, states={State.PUBLISHED})}
    strayed = sorted(number for number in {*counting, *said} if counting.get(number) != said.get(number))
    return [ObservatoryError("deposit_strayed", number=number) for number in strayed]


def _shown(con: duckdb.DuckDBPyConnection, store: Store) -> list[ObservatoryError]:
    """What the private snapshot shows is what stands."""
    event, shown = private.last_event(con), private.current(store)
    if shown is None and not event:
        return []
    standing = site_use.standing(con, event=event)
    if shown is not None and shown.number == event:
        columns = ", ".join(standing.columns)
        if shown.query(f"SELECT {columns} FROM site_use ORDER BY {site_use.KEY}").equals(standing):
            return []
    return [ObservatoryError("private_differs")]


def _audit(store: Store) -> list[ObservatoryError]:
    with control.reading(store) as connection:
        if connection is None or not audit.there(connection):
            return []
        found = [ObservatoryError("audit_broken", number=number) for number in audit.broken(connection)[:1]]
        (untold,) = connection.execute(_UNTOLD).fetchone()
    return [*found, ObservatoryError("audit_incomplete", changes=untold)] if untold else found
