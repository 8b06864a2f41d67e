"""What a depositor is told of what she sent, and of what became of it."""

from dataclasses import dataclass
from datetime import datetime

from observatory.store.deposits import Deposit, Mode, State


@dataclass(frozen=True)
class Receipt:
    """The number of a deposit, when it came (UTC without a zone), its bytes' sha256 and how its rows were counted.

    `already_received`: these bytes had come before, and nothing was done. `on_behalf`: the adviser sent them.
    """

    number: int
    insee_code: str
    received_at: datetime
    file: str
    sha256: str
    mode: Mode
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    duplicates: int
    state: State
    person: str
    on_behalf: bool
    already_received: bool = False


def receipt(deposit: Deposit, *, already_received: bool = False) -> Receipt:
    """The receipt of a deposit as it is now."""
    same = ("number", "insee_code", "received_at", "file", "sha256", "mode", "state", "person", "on_behalf")
    counts = ("rows_read", "rows_accepted", "rows_rejected", "duplicates")
    return Receipt(**{name: getattr(deposit, name) for name in (*same, *counts)}, already_received=already_received)
