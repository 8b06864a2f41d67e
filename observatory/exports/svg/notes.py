"""Texts placed on a figure: names at the ends of lines, causes of breaks, values of bars, the key."""

from collections.abc import Iterator

from observatory.exports.svg.frame import Frames
from observatory.exports.svg.ink import element, lines, paint, wide, write
from observatory.figures.axes import LINE_HEIGHT, Json
from observatory.figures.theme import Look

_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_LEFT = {"start": 0.0, "middle": 0.5, "end": 1.0}  # of its width, how far a text stands left of its anchor
_VEIL = 0.85  # of the ground under a note, through which the drawing shows
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
    x, y = _point(one, frames)
    if one.get("showarrow"):
        return (frames.across(one["axref"], one["ax"]) if "axref" in one else x + one["ax"]), y + one["ay"]
    return x, y


def _point(one: Json, frames: Frames) -> tuple[float, float]:
    """What a note speaks of."""
    x = frames.across(one.get("xref", "x"), one["x"]) + one.get("xshift", 0)
    return x, frames.down(one.get("yref", "y"), one["y"]) - one.get("yshift", 0)


def _side(one: Json) -> str:
    """The side of a note that stands at its anchor: at the foot of a stroke, the one that looks along it."""
    return str(one["yanchor"]) if "yanchor" in one else "bottom" if one["ay"] < 0 else "top"


def _note(one: Json, frames: Frames, look: Look) -> Iterator[str]:
    x, y = _at(one, frames)
    font = one["font"]
    anchor = _ANCHORS[one["xanchor"]]
    long, tall = wide(one["text"], font["size"]), len(lines(one["text"])) * font["size"] * LINE_HEIGHT
    # A long name beside its line would be cut by the edge.
    left = max(0.0, min(x - long * _LEFT[anchor], frames.width - long))
    top = y - tall * _ABOVE[_side(one)]
    if "bgcolor" in one:
        colour, opacity = paint(one["bgcolor"])
        veil = _VEIL if colour == look.ground else opacity
        yield element("rect", x=left, y=top, width=long, height=tall, fill=colour, fill_opacity=veil)
    place = left + long * _LEFT[anchor]
    yield write(one["text"], place, top, size=font["size"], colour=font["color"], anchor=anchor)


def _stroke(one: Json, frames: Frames) -> str:
    x, y = _point(one, frames)
    to_x, to_y = _at(one, frames)
    length = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5 or 1.0
    share = min(1.0, one.get("standoff", 0) / length)
    return element(
        "line", x1=x + (to_x - x) * share, y1=y + (to_y - y) * share, x2=to_x - 1, y2=to_y, stroke=one["arrowcolor"],
        stroke_width=float(one.get("arrowwidth", 1)),
    )  # fmt: skip
