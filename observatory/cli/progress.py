"""`query progress`: where the targets of a territory, and of its communes, stand. One row per target."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from observatory.access import LOCAL
from observatory.answers.contract import Question
from observatory.answers.patrimoine.lens import lens
from observatory.answers.progress import Progress, progress_of
from observatory.answers.targets import of_territory
from observatory.store.former import AsOf
from observatory.wording.language import translate
from observatory.wording.notes import note
from observatory.wording.progress import headline
from observatory.wording.sentences import finding

COLUMNS: Mapping[str, Any] = {
    "target": pl.Int64, "territory": pl.String, "name": pl.String, "scope": pl.String, "indicator": pl.String,
    "unit": pl.String, "year": pl.Int64, "value": pl.Float64, "path_value": pl.Float64, "gap": pl.Float64,
    "gap_percent": pl.Float64, "required_per_year": pl.Float64, "observed_per_year": pl.Float64, "rate_unit": pl.String,
    "acceleration": pl.Float64, "overshoot": pl.Float64, "arrival_year": pl.Int64, "probability": pl.Float64,
    "status": pl.String, "reached": pl.Boolean, "refused": pl.String,
}  # fmt: skip


def progress(question: Question, read: AsOf) -> tuple[pl.DataFrame, list[str]]:
    """The documented table, and a sentence per target with what must be known beside it."""
    kept = of_territory(read.snapshot, read.store, question.territory, at=read.moment)
    found = progress_of(read.snapshot, kept, through=lens(read.store, LOCAL, at=read.moment))
    frame = pl.DataFrame([_row(one) for one in found], schema=dict(COLUMNS))
    if not found:
        return frame, [
            translate("Aucun objectif pour ce territoire : ajoutez-le avec « observatory targets add ».", "fr")
        ]
    return frame, [sentence for one in found for sentence in _beside(one)]


def _row(one: Progress) -> dict[str, Any]:
    standing = one.judged.standing if one.judged else None
    gap, gap_percent = one.gap
    on_logs = standing is not None and standing.on_logs
    return {
        "target": one.kept.number,
        "territory": one.target.territory,
        "name": one.name,
        "scope": str(one.target.scope),
        "indicator": one.target.indicator,
        "unit": one.indicator.unit,
        "year": standing.last_year if standing else None,
        "value": standing.value if standing else None,
        "path_value": standing.path_value if standing else None,
        "gap": gap,
        "gap_percent": gap_percent,
        "required_per_year": one.required,
        "observed_per_year": standing.observed if standing else None,
        "rate_unit": "%/an" if on_logs else f"{one.indicator.unit}/an",
        "acceleration": one.acceleration,
        "overshoot": one.judged.overshoot if one.judged else None,
        "arrival_year": one.arrival,
        "probability": one.judged.probability if one.judged else None,
        "status": str(one.verdict) if one.verdict and one.refused is None else None,
        "reached": one.reached,
        "refused": finding(one.refused.code, one.refused.params, "fr") if one.refused else None,
    }


def _beside(one: Progress) -> list[str]:
    sentences = [f"{one.name} : {headline(one, 'fr')}"]
    return sentences + [note(beside.code, dict(beside.params), "fr") for beside in one.notes]
