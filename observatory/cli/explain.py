"""`query decomposition` and `query emissions_decomposition`: what explains a change, step by step."""

from dataclasses import replace

import polars as pl

from observatory.answers.contract import Question
from observatory.answers.decomposition import decomposition
from observatory.store.snapshots import Snapshot
from observatory.wording import explanations
from observatory.wording.notes import note
from observatory.wording.readings import perimeter_line, source_line


def energy(snapshot: Snapshot, question: Question) -> tuple[pl.DataFrame, list[str]]:
    """Residential energy: year_from, year_to, factor, value, unit, and the sentences beside."""
    return _explained(snapshot, replace(question, indicator="energy"))


def emissions(snapshot: Snapshot, question: Question) -> tuple[pl.DataFrame, list[str]]:
    """Emissions by sector: the same columns."""
    return _explained(snapshot, replace(question, indicator="emissions"))


def _explained(snapshot: Snapshot, question: Question) -> tuple[pl.DataFrame, list[str]]:
    found = decomposition(snapshot, question)
    beside = [
        explanations.headline(found, "fr"),
        explanations.total(found, "fr"),
        *explanations.sentences(found, "fr"),
        perimeter_line(found.answer, "fr"),
        *(note(one.code, dict(one.params), "fr") for one in found.notes),
        source_line(found.answer, "fr"),
    ]
    return found.steps, beside
