"""What tells one copy of a document from every other, and what a copy says of itself."""

from dataclasses import dataclass
from datetime import datetime

from observatory.figures.chart import Chart
from observatory.wording.language import translate
from observatory.wording.numbers import date_time


@dataclass(frozen=True)
class Edition:
    """When a copy was made, and the number that tells it from every other."""

    moment: datetime
    identity: str


def made(edition: Edition, language: str) -> str:
    """When a copy was made and under which number, in words."""
    moment = date_time(edition.moment, language)
    return translate("Export n° {identity} du {moment}", language, identity=edition.identity, moment=moment)


def about(chart: Chart, edition: Edition) -> list[str]:
    """What a figure says around itself: sentence, scope, copy, numbers, perimeter, source, notes; none is empty."""
    numbers = [f"{name} : {value}" for name, value in chart.facts]
    told = (
        chart.title,
        chart.subtitle,
        made(edition, chart.language),
        *numbers,
        chart.perimeter_line,
        chart.source_line,
        *chart.notes,
    )
    return [line for line in told if line]
