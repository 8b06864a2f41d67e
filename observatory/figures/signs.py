"""The signs of what is not a plain measure: years without a value, marked under the axis, and the key of all signs."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from observatory.figures.axes import LINE_HEIGHT, SIGN_ROOM, SMALL_SIZE, Amounts, Json, Panel
from observatory.figures.chart import REFERENCE, Chart, Series, State, state_word
from observatory.figures.hover import plain
from observatory.figures.placing import wrap
from observatory.figures.theme import Look
from observatory.wording.language import N_, translate
from observatory.wording.typography import NBSP

Gaps = Mapping[int, Sequence[tuple[Series, State]]]

_KEY: Mapping[State, str] = {
    State.PARTIAL: N_("▒ part non publiée (secret statistique)"),
    State.ESTIMATED: N_("○ estimé"),
    State.WITHHELD: N_("× non publié"),
    State.ABSENT: N_("– pas de donnée"),
    State.NOT_COMPARABLE: N_("◇ non comparable"),
    State.UNDECIDED: N_("△ sens incertain (secret statistique)"),
    State.UNRANKED: N_("□ non comparé : l'industrie domine"),
}
SYMBOLS = {
    State.WITHHELD: "x-thin-open", State.ABSENT: "line-ew-open", State.NOT_COMPARABLE: "diamond-open",
    State.UNDECIDED: "triangle-up-open", State.UNRANKED: "square-open",
}  # fmt: skip
KEY = "key"  # the name of the note that says what signs mean
_KEY_LETTERS = 48
_ITEM_GAP = " " + NBSP * 2


def gaps(chart: Chart) -> Gaps:
    """Year -> the series that have no value there: withheld anywhere, or absent between two values."""
    found: dict[int, list[tuple[Series, State]]] = {}
    for series in chart.series:
        if series.group == REFERENCE:
            continue
        valued = [at for at, value in enumerate(series.y) if value is not None]
        for at, state in enumerate(series.status):
            inside = bool(valued) and valued[0] < at < valued[-1]
            if series.y[at] is None and (state is State.WITHHELD or (state is State.ABSENT and inside)):
                found.setdefault(int(series.x[at]), []).append((series, state))
    return dict(sorted(found.items()))


def gap_signs(chart: Chart, without: Gaps, axis: Amounts, look: Look, panel: Panel) -> list[Json]:
    """One sign per year, under the axis and never on it."""
    if not without:
        return []
    below = (axis.high - axis.values[0]) * SIGN_ROOM / 2
    texts = [
        "<br>".join(
            f"<b>{plain(one.label)}</b>{NBSP}: {state_word(state, None, chart.language)}" for one, state in found
        )
        for found in without.values()
    ]
    any_withheld = [any(state is State.WITHHELD for _, state in found) for found in without.values()]
    symbols = [SYMBOLS[State.WITHHELD if withheld else State.ABSENT] for withheld in any_withheld]
    return [
        {"type": "scatter", "mode": "markers", "x": np.array(list(without), dtype=float), "name": "without value",
         "y": np.full(len(without), axis.values[0] - below), "customdata": np.array(texts), "showlegend": False,
         "hovertemplate": "%{customdata}<extra></extra>", "cliponaxis": False, **panel.axes,
         "marker": {"symbol": symbols, "size": 8, "color": look.muted, "line": {"color": look.muted, "width": 1.5}}}
    ]  # fmt: skip


def drawn_states(chart: Chart, without: Gaps | None = None) -> set[State]:
    """The states that have a sign in this figure: of every value, and of the years marked as having none."""
    valued = {series.status[at] for series in chart.series for at, value in enumerate(series.y) if value is not None}
    return valued | {state for found in (without or {}).values() for _, state in found}


def key_lines(states: Iterable[State], language: str) -> list[str]:
    """What the signs mean, in lines short enough for a phone; nothing where every value is measured."""
    present = set(states)
    items = [translate(text, language).replace(" ", NBSP) for state, text in _KEY.items() if state in present]
    return [line.strip() for line in wrap(_ITEM_GAP.join(items), _KEY_LETTERS)] if items else []


def key_height(lines: Sequence[str]) -> float:
    """Pixels that the key takes."""
    return len(lines) * SMALL_SIZE * LINE_HEIGHT + 10 if lines else 0.0


def key_note(lines: Iterable[str], look: Look, *, down: float) -> list[Json]:
    """The key, `down` pixels under the plot."""
    text = "<br>".join(lines)
    note: Json = {
        "xref": "paper", "yref": "paper", "x": 0, "y": 0, "xanchor": "left", "yanchor": "top", "yshift": -down,
        "showarrow": False, "align": "left", "text": text, "name": KEY, "font": {"size": SMALL_SIZE, "color": look.muted},
    }  # fmt: skip
    return [note] if text else []
