"""Texts placed on a figure: names at the ends of lines, causes of breaks, values of bars, the key."""

from collections.abc import Iterator

from observatory.exports.svg.frame import Frames
from observatory.exports.svg.ink import element, lines, wide, write
from observatory.figures.axes import LINE_HEIGHT, Json
from observatory.figures.theme import Look

_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_LEFT = {"start": 0.0, "middle": 0.5, "end": 1.0}  # of its width, how far a text stands left of its anchor
_ABOVE = {"top": 0.0, "middle": 0.5, "bottom": 1.0}


def annotations(layout: Json, frames: Frames, look: Look) -> Iterator[str]:
    """Each note on its ground; the strokes that join names to lines first, under every text."""
    found = layout.get("annotations", ())
    for one in found:
        if one.get("showarrow"):
            yield _stroke(one, frames)
    for one in found:
        yield from _note(one, frames, look)


def _at(one: Json, frames: Frames) -> tuple[float, float]:
    """Where a note is anchored: at its place, or at the foot of the stroke that leads to it."""
    x = frames.across(one["xref"], one["x"]) + one.get("xshift", 0)
    y = frames.down(one["yref"], one["y"]) - one.get("yshift", 0)
    if one.get("showarrow"):
        return frames.across(one["axref"], one["ax"]), y + one["ay"]
    return x, y


def _note(one: Json, frames: Frames, look: Look) -> Iterator[str]:
    x, y = _at(one, frames)
    font = one["font"]
    anchor = _ANCHORS[one["xanchor"]]
    long, tall = wide(one["text"], font["size"]), len(lines(one["text"])) * font["size"] * LINE_HEIGHT
    # A long name beside its line would be cut by the edge.
    left = max(0.0, min(x - long * _LEFT[anchor], frames.width - long))
    top = y - tall * _ABOVE[one["yanchor"]]
    if one.get("bgcolor") == look.ground:
        yield element("rect", x=left, y=top, width=long, height=tall, fill=look.ground, fill_opacity=0.85)
    place = left + long * _LEFT[anchor]
    yield write(one["text"], place, top, size=font["size"], colour=font["color"], anchor=anchor)


def _stroke(one: Json, frames: Frames) -> str:
    x, y = frames.across(one["xref"], one["x"]), frames.down(one["yref"], one["y"])
    to_x, to_y = _at(one, frames)
    length = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5 or 1.0
    share = min(1.0, one.get("standoff", 0) / length)
    return element(
        "line", x1=x + (to_x - x) * share, y1=y + (to_y - y) * share, x2=to_x - 1, y2=to_y, stroke=one["arrowcolor"],
        stroke_width=float(one["arrowwidth"]),
    )  # fmt: skip
