"""Addresses of private files: long, random, for one person, good for a few minutes; the store keeps only their marks.

A page's own links to files need no login, and two files of the same size could be taken for one another: what is
private leaves by an address of its own, and whoever asks is judged again as the file leaves.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from observatory.errors import QuestionRefused
from observatory.store import control
from observatory.store.place import Store

MINUTES = 15


@dataclass(frozen=True)
class Ticket:
    """What an address gives: a kind of file, and which one, to one person."""

    account: str
    kind: str
    told: Mapping[str, Any]


def issue(store: Store, ticket: Ticket) -> str:
    """The secret part of a new address."""
    written = secrets.token_urlsafe(32)
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    with control.deciding(store) as connection:
        connection.execute("DELETE FROM tickets WHERE expires_at < ?", [now.isoformat()])
        connection.execute(
            "INSERT INTO tickets VALUES (?, ?, ?, ?, ?)",
            [_mark(written), ticket.account, ticket.kind, json.dumps(dict(ticket.told)), _end(now)],
        )
    return written


def read(store: Store, written: str) -> Ticket:
    """What an address gives. Raises QuestionRefused `ticket_unknown` where it is none, or too old."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0).isoformat()
    with control.reading(store) as connection:
        row = None
        if connection is not None:
            row = connection.execute(
                "SELECT account, kind, told FROM tickets WHERE mark = ? AND expires_at >= ?", [_mark(written), now]
            ).fetchone()
    if row is None:
        raise QuestionRefused("ticket_unknown")
    return Ticket(row["account"], row["kind"], json.loads(row["told"]))


def _end(now: datetime) -> str:
    return (now + timedelta(minutes=MINUTES)).isoformat()


def _mark(written: str) -> str:
    return hashlib.sha256(written.encode()).hexdigest()
