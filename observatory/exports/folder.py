"""One fiche, or those of every commune of an area: in parallel, each file whole or absent, what stands is kept."""

import multiprocessing
import os
import secrets
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from observatory.errors import ObservatoryError
from observatory.exports.edition import Edition
from observatory.exports.fiche import TEMPLATE, fiche, own_targets
from observatory.exports.pdf import Press, mark_of
from observatory.grammar import fold
from observatory.settings import Settings
from observatory.store import Store, totals
from observatory.store.snapshots import Snapshot
from observatory.territory import Kind, Territory

PROCESSES = 2
SUFFIX = ".pdf"


@dataclass(frozen=True)
class Made:
    """What became of one commune's document; `refused` is the code of why there is none, with its parameters."""

    insee_code: str
    path: Path
    kept: bool = False  # it stood already, made of the same data
    refused: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Printer:
    """Everything that one process needs to write documents of one snapshot."""

    press: Press
    snapshot: Snapshot
    language: str

    def write(self, insee_code: str, path: Path, *, again: bool = True) -> Made:
        """Write one document at once: a reader of the folder never sees half of one.

        `again` is False to leave what stands there and is made of the same data, targets and settings.
        """
        mark = self._mark(insee_code)
        if not again and path.exists() and mark.encode() in path.read_bytes():
            return Made(insee_code, path, kept=True)
        replaced(path, self.pdf(insee_code, mark=mark))
        return Made(insee_code, path)

    def pdf(self, insee_code: str, *, mark: str = "", identity: str = "") -> bytes:
        """The document of one commune; each copy has a moment of its own, and a number unless one is given."""
        found = fiche(self.snapshot, Store(self.press.settings.store), insee_code, language=self.language)
        return self.press.pdf(found, Edition(datetime.now(UTC), identity or secrets.token_hex(4)), mark=mark)

    def _mark(self, insee_code: str) -> str:
        settings = self.press.settings
        place = Territory(Kind.COMMUNE, insee_code)
        voted = [(one.number, one.version) for one in own_targets(self.snapshot, Store(settings.store), place)]
        agency = (settings.agency, settings.accent, settings.logo)
        return mark_of(TEMPLATE, self.snapshot.number, self.snapshot.published_at, voted, agency, self.language)


def replaced(path: Path, content: bytes) -> None:
    """Write a file at once, whole or not at all."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def file_name(insee_code: str, name: str) -> str:
    """What a commune's document is called.

    >>> file_name("38151", "Échirolles")
    '38151-echirolles.pdf'
    """
    return f"{insee_code}-{fold(name).replace('_', '-')}{SUFFIX}"


def fiches(
    snapshot: Snapshot, settings: Settings, territory: Territory, folder: Path, *, language: str
) -> tuple[int, Iterator[Made]]:
    """How many communes the territory has, and their documents as each is done.

    What a former run left whole, of the same data, targets and settings, is kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    communes = totals.members(snapshot, territory).select("insee_code", "name").rows()
    orders = [(code, folder / file_name(code, name)) for code, name in communes]
    return len(orders), _made(orders, settings, snapshot.number, language)


def _made(orders: list[tuple[str, Path]], settings: Settings, number: int, language: str) -> Iterator[Made]:
    # Forked, a process would inherit threads of polars and DuckDB that do not run in it.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        min(PROCESSES, max(len(orders), 1)), fresh, initializer=_begin, initargs=(settings, number, language)
    ) as pool:
        waiting = [pool.submit(_one, *order) for order in orders]
        try:
            for done in as_completed(waiting):
                yield done.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


_PRINTERS: list[Printer] = []  # of this process: one, opened as it begins


def _begin(settings: Settings, number: int, language: str) -> None:
    snapshot = Snapshot(Store(settings.store).snapshot(number), number)
    _PRINTERS[:] = [Printer(Press(settings), snapshot, language)]


def _one(insee_code: str, path: Path) -> Made:
    try:
        return _PRINTERS[0].write(insee_code, path, again=False)
    except ObservatoryError as refusal:
        return Made(insee_code, path, refused=refusal.code, params=refusal.params)
