"""The rubric « Ce qui a changé »: figures that moved between two versions of the data, and the file of each."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

import streamlit as st

from observatory.answers import changes as answered
from observatory.answers import territories
from observatory.answers.changes import LISTED, UNITS, Changes
from observatory.answers.mapped import titled
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.ui import cards, controls, data, methods, place, state, text, versions
from observatory.ui.download import Listed
from observatory.ui.language import language, t
from observatory.wording import labels
from observatory.wording.changes import KINDS, headline, mover
from observatory.wording.numbers import number, percent
from observatory.wording.typography import capital

VERSION = 260  # pixels
SINCE, UNTIL, HERE, SOURCE = "depuis", "jusqua", "ici", "origine"


def changes() -> None:
    """The two versions, the sentence, the totals, then the figures."""
    if not methods.shown("changements"):
        return
    known = versions.published(data.snapshot())
    if len(known) == 1:
        words = t(
            "Une seule version des données est publiée : il n'y a rien à comparer avant le prochain fichier chargé."
        )
        text.notice(words, role="info")
        return
    before, after = _versions(list(known))
    with controls.row():
        source = controls.choose(SOURCE, _sources(after), label=t("Source"), as_list=True)
        here = controls.switch(HERE, label=t("Un territoire seulement"))
    if here:
        place.choose()
    territory = state.view().place if here else None
    found = answered.changes(before, after, territory=territory, source=source or None)
    below = territories.name(after, territory) if territory else t("Toutes les communes")
    text.heading(headline(found, language()), role="reading", below=below)
    if not found.totals.is_empty():
        _totals(found)
        _figures(found, lambda: answered.changes(before, after, territory=territory, source=source or None, most=None))


def _versions(known: list[int]) -> tuple[Snapshot, Snapshot]:
    """The two versions to compare, the older one first; by default the last one with the one before it."""
    named = {str(number): versions.named(data.snapshot(), number) for number in known}
    first, second = st.container(width=VERSION), st.container(width=VERSION)
    with second:
        newer = {code: words for code, words in named.items() if int(code) > known[-1]}
        until = int(controls.choose(UNTIL, newer, label=t("Jusqu'à"), as_list=True))
    with first:
        older = {code: words for code, words in named.items() if int(code) < until}
        since = int(controls.choose(SINCE, older, label=t("Depuis"), as_list=True))
    return data.version(since), data.snapshot() if until == data.snapshot().number else data.version(until)


def _sources(after: Snapshot) -> dict[str, str]:
    found = {key for fact in UNITS for key in totals.published_years(after, fact)["source"]}
    return {"": t("Toutes")} | {key: labels.source(titled(after, key), language()) for key in sorted(found)}


def _totals(found: Changes) -> None:
    headers = (
        t("Source"), t("Énergie"), t("Année"), t("Changement"), t("Chiffres"), t("Avant"), t("Après"), t("Unité"),
    )  # fmt: skip
    rows = [
        (
            labels.source(titled(data.snapshot(), line["source"]), language()),
            _carrier(line),
            str(line["year"]),
            t(KINDS[line["kind"]]),
            number(line["figures"], language=language(), digits=0),
            number(line["value_before"], language=language()),
            number(line["value_after"], language=language()),
            line["unit"],
        )
        for line in found.totals.iter_rows(named=True)
    ]
    caption = t("Sommes des chiffres qui ont changé, par source, énergie et année")
    text.table(headers, rows, caption=caption, numbers=frozenset({4, 5, 6}))


def _figures(found: Changes, whole: Callable[[], Changes]) -> None:
    """The figures, the largest difference first, and the file that has them all."""
    headers = (
        t("Commune"), t("Année"), t("Énergie"), t("Secteur"), t("Avant"), t("Après"), t("Différence"), "%",
        t("Unité"), t("État avant"), t("État après"), t("Changement"), t("Lot"),
    )  # fmt: skip
    rows = [row for row in _rows(found, language()) if cards.matches(" ".join(row))]
    text.heading(t("Chiffres, la plus grande différence d'abord"), role="section")
    if rows:
        text.table(headers, rows, caption=headline(found, language()), numbers=frozenset({4, 5, 6, 7}))
    else:
        cards.nothing()
    if found.figures.height == LISTED:
        text.lines([t("Les {count} premiers chiffres ; le fichier les a tous.", count=LISTED)])
    listed = Listed((headline(found, language()),), (), (t("Code INSEE"), *headers))
    listed.button(lambda: _lines(whole()), language(), key="changes")


@lru_cache(maxsize=16)
def _rows(found: Changes, _spoken: str) -> tuple[tuple[str, ...], ...]:
    return tuple(map(_row, found.figures.iter_rows(named=True)))


def _row(line: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        line["commune"] or line["insee_code"],
        str(line["year"]),
        _carrier(line),
        labels.part(line["sector"], language()),
        number(line["value_before"], language=language()),
        number(line["value_after"], language=language()),
        "" if line["difference"] is None else number(line["difference"], language=language(), signed=True),
        "" if line["percent"] is None else percent(line["percent"], language=language(), digits=1),
        line["unit"],
        _status(line["status_before"]),
        _status(line["status_after"]),
        t(KINDS[line["kind"]]),
        mover(line, language()),
    )


def _lines(found: Changes) -> Iterable[tuple[object, ...]]:
    """The same for a file: amounts stay numbers."""
    for line in found.figures.iter_rows(named=True):
        shown = _row(line)
        amounts = (line["value_before"], line["value_after"], line["difference"], line["percent"])
        yield (line["insee_code"], *shown[:4], *amounts, *shown[8:])


def _carrier(line: Mapping[str, Any]) -> str:
    """What the figure is about; emissions and production have no carrier, and only emissions their unit."""
    if line["carrier"]:
        return capital(labels.carrier(line["carrier"], language()))
    return t("Émissions") if line["unit"] == UNITS["emissions"] else capital(t("production d'électricité"))


def _status(code: str | None) -> str:
    return labels.status(code, language()) if code else ""
