"""Who a pseudonymous id is: the one table that names a person, and forgets her when she asks."""

from dataclasses import dataclass

from observatory.errors import ObservatoryError
from observatory.store import audit, control
from observatory.store.place import Store


@dataclass(frozen=True)
class Person:
    """A name and an address behind an id."""

    id: str
    name: str
    email: str


def introduce(store: Store, person: Person) -> None:
    """Say who an id is; said again, it is replaced."""
    with control.deciding(store) as connection:
        connection.execute(
            "INSERT OR REPLACE INTO people (id, name, email) VALUES (?, ?, ?)", [person.id, person.name, person.email]
        )


def known(store: Store, person_id: str) -> Person | None:
    """Who an id is; None where nobody said it, or it was erased."""
    with control.reading(store) as connection:
        if connection is None or not audit.there(connection):
            return None
        row = connection.execute("SELECT id, name, email FROM people WHERE id = ?", [person_id]).fetchone()
    return None if row is None else Person(row["id"], row["name"], row["email"])


def erase(store: Store, person_id: str, *, by: str) -> None:
    """Forget who an id is; what it did stays in the audit, under the id. Raises ObservatoryError `person_unknown`."""
    with control.deciding(store) as connection:
        gone = connection.execute("DELETE FROM people WHERE id = ?", [person_id])
        if not gone.rowcount:
            raise ObservatoryError("person_unknown")
        audit.append(connection, action="erase", on=("person", person_id), person=by)
