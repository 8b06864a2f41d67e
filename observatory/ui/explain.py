"""« Ce qui explique l'évolution »: the section of Tendances that shares a change between its factors."""

from observatory.answers.contract import Question
from observatory.answers.decomposition import comparable, decomposition
from observatory.answers.factors import RESIDENTIAL
from observatory.answers.indicator import answer
from observatory.figures.explanation import waterfall_chart
from observatory.indicators import Measure, indicator
from observatory.ui import boundary, data, provenance, state, text
from observatory.ui.language import language, t
from observatory.ui.questions import asked


def explanation() -> None:
    """What explains the last comparable years of those chosen; a sentence where nothing does."""
    with boundary.guarded():
        question = _question()
        if question is None:
            return
        text.heading(t("Ce qui explique l'évolution"), role="section")
        found = decomposition(data.snapshot(), comparable(data.snapshot(), question))
        made = waterfall_chart(found, language=language())
        provenance.show(made, found.answer, key="explained", main=False)


def _question() -> Question | None:
    """Residential energy of the energies chosen, or emissions where they have years; None where there is neither."""
    measure = indicator(state.view().indicator).numerator
    if measure not in {Measure.ENERGY, Measure.EMISSIONS}:
        return None
    is_energy = measure is Measure.ENERGY
    question = asked(
        indicator="energy" if is_energy else "emissions",
        sectors=(RESIDENTIAL,) if is_energy else state.view().sectors,
        by=(),
    )
    known = answer(data.snapshot(), question).frame
    return question if known.height > (0 if is_energy else 1) else None
