"""A figure for a wall: the drawing that a phone gets, enlarged whole, so that it reads from the back of a room."""

from collections.abc import Mapping
from typing import Any

import numpy as np

SCALE = 2.0  # of lines, dots, margins and letters
LEAST = 24.0  # pixels: no letter is smaller

# What Plotly counts in pixels, by the name it has wherever it stands.
_PIXELS = frozenset({
    "height", "ticklen", "standoff", "thickness", "xpad", "ypad", "xshift", "yshift", "ax", "ay", "l", "r", "t", "b",
    "pad", "borderpad", "borderwidth", "zerolinewidth", "outlinewidth", "tickwidth", "gridwidth",
})  # fmt: skip
_INSIDE = {"line": frozenset({"width"}), "marker": frozenset({"size"}), "pattern": frozenset({"size"})}


def enlarged(drawn: Any, *, inside: str = "") -> Any:
    """A Plotly figure, or a part of one, with everything that is counted in pixels made larger.

    >>> enlarged({"margin": {"l": 10}, "line": {"width": 2, "dash": "7px,3px"}, "font": {"size": 11}, "x": [1]})
    {'margin': {'l': 20.0}, 'line': {'width': 4.0, 'dash': '14px,6px'}, 'font': {'size': 24.0}, 'x': [1]}
    """
    if isinstance(drawn, Mapping):
        return {name: _value(name, value, inside) for name, value in drawn.items()}
    if isinstance(drawn, list | tuple) and drawn and isinstance(drawn[0], Mapping):
        return [enlarged(one, inside=inside) for one in drawn]
    return drawn


def _value(name: str, value: Any, inside: str) -> Any:
    if inside.endswith("font") and name == "size":
        return max(LEAST, value * SCALE)
    if name == "dash" and isinstance(value, str) and "px" in value:
        return ",".join(f"{float(part.removesuffix('px')) * SCALE:g}px" for part in value.split(","))
    if name in _PIXELS or name in _INSIDE.get(inside, ()):
        return _larger(value)
    return enlarged(value, inside=name)


def _larger(value: Any) -> Any:
    """A number, or one for each place."""
    if isinstance(value, np.ndarray):
        return value * SCALE
    if isinstance(value, list | tuple):
        return [_larger(one) for one in value]
    return value * SCALE if isinstance(value, int | float) else value
