"""Charts written by hand, for drawings."""

from collections.abc import Sequence
from dataclasses import replace

from observatory.figures.chart import Chart, Kind, Mark, MarkKind, Series, State, Texts, chart
from observatory.figures.theme import stroke

Value = float | None


def series(
    key: str,
    values: Sequence[Value],
    *,
    first: int = 2020,
    highs: Sequence[Value] | None = None,
    states: dict[int, State] | None = None,
    colour: str = "carrier.gas",
    label: str = "",
    **more: object,
) -> Series:
    """A series of consecutive years; a place without a value is absent unless `states` says otherwise."""
    years = tuple(range(first, first + len(values)))
    found = [State.ABSENT if value is None else State.MEASURED for value in values]
    for year, state in (states or {}).items():
        found[year - first] = state
    drawn = stroke(colour)
    return Series(
        key=key,
        label=label or key,
        x=years,
        y=tuple(values),
        high=tuple(highs or values),
        status=tuple(found),
        colour=colour,
        dash=drawn.dash,
        symbol=drawn.symbol,
        **more,
    )


def communes(key: str, values: dict[str, Value], **more: object) -> Series:
    """Communes by code, each named after its code."""
    return Series(
        key=key,
        label=key,
        x=tuple(values),
        y=tuple(values.values()),
        high=tuple(values.values()),
        status=tuple(State.ABSENT if value is None else State.MEASURED for value in values.values()),
        colour="accent" if more.get("emphasis") else "grey.2",
        names=tuple(f"Commune {code}" for code in values),
        **more,
    )


def sized(
    key: str, values: dict[str, tuple[float, float]], remarks: dict[str, str] | None = None, **more: object
) -> Series:
    """Communes of a funnel: code -> (inhabitants, value); each shrunk halfway to 2."""
    people, heights = zip(*values.values(), strict=True)
    return replace(
        communes(key, dict(zip(values, heights, strict=True)), **more),
        inhabitants=people,
        shrunk=tuple((height + 2) / 2 for height in heights),
        texts=tuple((remarks or {}).get(code, "") for code in values),
    )


def charted(kind: Kind, *drawn: Series, unit: str = "GWh", language: str = "fr", **more: object) -> Chart:
    """A chart of these series."""
    return chart(kind, drawn, Texts("Une phrase"), unit=unit, language=language, **more)


def cut(year: int, text: str = "une cause", *, of: str = "") -> Mark:
    """A break before that year."""
    return Mark(year, text, MarkKind.BREAK, of)
