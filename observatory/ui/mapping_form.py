"""The form of a table's reading: each field with its guess chosen already, and why."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from observatory.errors import Finding
from observatory.grammar import FIRST_YEAR, fold
from observatory.settings import settings
from observatory.sources.guessing import Draft
from observatory.sources.mapping import KINDS, LEFT_OUT
from observatory.sources.mapping_text import with_said
from observatory.store import reference
from observatory.ui import text
from observatory.ui.language import language, t
from observatory.vocabulary import CARRIER_CODES, SECTOR_CODES
from observatory.wording import labels
from observatory.wording.mapping import CHOICES, OUT, field_label, reason
from observatory.wording.typography import capital

TRANSLATED = 30  # spellings that one file may have to explain
UNKNOWN = {"sector_unknown": "sector", "carrier_unknown": "carrier"}


def columns(guessed: Draft, key: str) -> dict[str, Any]:
    """What each column means, and in which unit."""
    form = _Form(guessed, key)
    left, right = st.columns(2)
    with left:
        fact = form.one("fact", _words("fact"))
        unit = form.one("unit", {unit: unit for unit in KINDS[fact or "energy"][1]})
        values = form.several("values")
        unfold = form.one("unfold", _words("unfold")) if len(values) > 1 else ""
        decimal = form.one("decimal", _words("decimal"))
        gas = form.one("gas", _words("gas")) if fact != "emissions" else "none"
    with right:
        said = {
            name: form.column(name) for name in ("commune", "year", "sector", "carrier", "vintage") if name != unfold
        }
        named_in = form.one("named_in", {"": t("les communes ont leur code")} | _departements())
        withheld = form.text("withheld", example=t("s ; nd ; secret"))
        adds, estimated = form.switch("adds"), form.switch("estimated")
    told = {"fact": fact, "unit": unit, "unfold": unfold, "decimal": decimal, "gas": gas, "named_in": named_in}
    told |= {"adds": adds, "estimated": estimated, "withheld": withheld} | said
    return with_said(guessed.fields(), told) | {"values": values}


def translations(findings: Iterable[Finding], fields: Mapping[str, Any], key: str) -> dict[str, Any]:
    """What each spelling that nobody knows means, or that its rows are no part of any figure."""
    unknown = dict.fromkeys((UNKNOWN[one.code], one.value or "") for one in findings if one.code in UNKNOWN)
    if not unknown:
        return dict(fields)
    text.heading(t("Mots que l'observatoire ne connaît pas"), level=3, role="section")
    said: dict[str, str] = {}
    for at, (field, spelling) in enumerate(list(unknown)[:TRANSLATED], start=1):
        code = _translation(field, spelling, at, key)
        said |= {f"{field}s.{spelling}": code} if code else {}
    return with_said(fields, said)


def _translation(field: str, spelling: str, at: int, key: str) -> str:
    """The spelling is the file's: it stands as text, never in a label, where Streamlit would read markdown."""
    codes, named = (SECTOR_CODES, labels.sector) if field == "sector" else (CARRIER_CODES, labels.carrier)
    words = {"": t("refuser ces lignes"), LEFT_OUT: t(OUT)} | {code: named(code, language()) for code in codes}
    text.lines([field_label(f"{field}s.{spelling}", language())])
    chosen: str = st.selectbox(
        t("Sens du mot n° {number}", number=at),
        list(words),
        format_func=words.__getitem__,
        key=f"mapping_{field}_{fold(spelling)}_{at}_{key}",
        label_visibility="collapsed",
        filter_mode="contains",
    )
    return chosen


def identity(fields: Mapping[str, Any], guessed: Draft, key: str) -> dict[str, Any]:
    """Who publishes the table, under which name, and what its figures are."""
    form = _Form(guessed, key)
    left, right = st.columns(2)
    with left:
        said = {"title": form.text("title", example=t("Consommations d'énergie finale"))}
        said |= {"publisher": form.text("publisher", example="ORCAE"), "licence": form.text("licence", example="ODbL")}
    with right:
        usual = fold(f"{said['publisher']} {said['title']}")[:40].strip("_")
        said |= {"key": form.text("key", example=usual or "orcae_energie") or usual, "url": form.text("url")}
        said |= {"climate_corrected": form.yes_or_no("climate_corrected"), "recomputes": form.yes_or_no("recomputes")}
    return with_said(fields, said)


class _Form:
    """The widgets of one file, with what was guessed of it."""

    def __init__(self, guessed: Draft, key: str) -> None:
        self._guessed, self._key = guessed, key

    def one(self, name: str, words: Mapping[str, str]) -> str:
        """One of a few; nothing is chosen where nothing was guessed and nothing is usual."""
        guess = self._value(name)
        index = list(words).index(guess) if guess in words else (0 if "" in words or name == "decimal" else None)
        return self._select(name, words, index)

    def column(self, name: str) -> str:
        """A header, or one word for the whole table."""
        words = {"": t("aucune colonne")} | {header: header for header in self._guessed.headers} | _constants(name)
        guess = self._value(f"columns.{name}")
        return self._select(name, words, list(words).index(guess) if guess in words else 0, f"columns.{name}")

    def several(self, name: str) -> list[str]:
        """Some of the headers."""
        guess = [header for header in self._value(name) or () if header in self._guessed.headers]
        with st.container(gap=None):
            chosen = st.multiselect(self._label(name), self._guessed.headers, default=guess, key=self._widget(name))
            self._why(name)
        return list(chosen)

    def text(self, name: str, *, example: str = "") -> str:
        """Free text."""
        return str(st.text_input(self._label(name), placeholder=example, key=self._widget(name))).strip()

    def switch(self, name: str) -> str:
        """Something that is seldom so."""
        return "oui" if st.checkbox(self._label(name), key=self._widget(name)) else "non"

    def yes_or_no(self, name: str) -> str:
        """Something that must be said."""
        guess = self._value(name)
        index = None if guess is None else (0 if guess else 1)
        return self._select(name, {"oui": t("oui"), "non": t("non")}, index)

    def _select(self, name: str, words: Mapping[str, str], index: int | None, guessed: str = "") -> str:
        with st.container(gap=None):
            chosen = st.selectbox(
                self._label(name),
                list(words),
                index=index,
                format_func=words.__getitem__,
                key=self._widget(name),
                placeholder=t("à choisir"),
                filter_mode="contains",
            )
            self._why(guessed or name)
        return str(chosen or "")

    def _value(self, name: str) -> Any:
        guess = self._guessed.guesses.get(name)
        return None if guess is None else guess.value

    def _why(self, name: str) -> None:
        guess = self._guessed.guesses.get(name)
        text.lines([reason(guess, language())] if guess else [], role="figure-note")

    def _label(self, name: str) -> str:
        return capital(field_label(name, language()))

    def _widget(self, name: str) -> str:
        return f"mapping_{name}_{self._key}"


def _words(name: str) -> dict[str, str]:
    return {code: t(words) for code, words in CHOICES[name].items()}


def _constants(name: str) -> dict[str, str]:
    """What the whole table may be, by field."""
    if name == "year":
        years: Sequence[int] = range(datetime.now(UTC).year, FIRST_YEAR - 1, -1)
        return {str(year): t("toute la table : {word}", word=year) for year in years}
    known = {"sector": (SECTOR_CODES, labels.sector), "carrier": (CARRIER_CODES, labels.carrier)}
    if name not in known:
        return {}
    codes, named = known[name]
    return {code: t("toute la table : {word}", word=named(code, language())) for code in codes}


def _departements() -> dict[str, str]:
    return {
        code: f"{name} ({code})"
        for code, name in reference.table(settings().data, "departements").select("code", "name").iter_rows()
    }
