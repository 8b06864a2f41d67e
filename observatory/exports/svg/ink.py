"""The words of SVG: elements, numbers, dashes, and text that cannot be markup."""

import re
from html import unescape
from typing import NamedTuple

from observatory.exports.letters import SIGNS, SIGNS_FONT, legible
from observatory.exports.svg.widths import width
from observatory.figures.axes import LINE_HEIGHT

_TAGS = re.compile(r"(<br>|</?[bi]>)")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_RGBA = re.compile(r"rgba\((\d+),(\d+),(\d+),([0-9.]+)\)")
_SIGNS = re.compile(f"([{SIGNS}]+)")
_BASELINE = 0.34  # of the size, from the middle of a line down to its baseline

_LEFT = {"start": 0.0, "middle": 0.5, "end": 1.0}  # of its width, how far a text stands left of its anchor

Run = tuple[str, bool, bool]  # text, bold, italic


class Piece(NamedTuple):
    """What one font writes."""

    text: str
    bold: bool
    italic: bool
    sign: bool


def number(value: float) -> str:
    """A coordinate: two decimals at most.

    >>> number(12.0), number(1.239)
    ('12', '1.24')
    """
    return f"{round(float(value), 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def element(name: str, /, **attributes: object) -> str:
    """An empty element; `_` in an attribute's name stands for `-`, and what is None is left out."""
    told = "".join(
        f' {key.replace("_", "-")}="{number(value) if isinstance(value, float) else value}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}/>"


def dashes(dash: str | None) -> str | None:
    """A dash of the theme as SVG spells it.

    >>> dashes("7px,3px"), dashes("solid")
    ('7 3', None)
    """
    return None if dash in {None, "", "solid"} else str(dash).replace("px", "").replace(",", " ")


def paint(colour: str) -> tuple[str, float | None]:
    """A colour and its opacity.

    >>> paint("rgba(0,114,178,0.3)")
    ('rgb(0,114,178)', 0.3)
    """
    found = _RGBA.fullmatch(colour)
    return (f"rgb({found[1]},{found[2]},{found[3]})", float(found[4])) if found else (colour, None)


def lines(text: str) -> list[list[Run]]:
    """A text of the figures, where `<br>`, `<b>` and `<i>` alone are markup, as lines of runs."""
    found: list[list[Run]] = [[]]
    is_bold = is_italic = False
    for part in _TAGS.split(text):
        match part:
            case "<br>":
                found.append([])
            case "<b>" | "</b>":
                is_bold = part == "<b>"
            case "<i>" | "</i>":
                is_italic = part == "<i>"
            case "":
                pass
            case words:
                found[-1].append((unescape(words), is_bold, is_italic))
    return found


def write(text: str, x: float, top: float, *, size: float, colour: str, anchor: str = "start") -> str:
    """Lines of text under `top`, each anchored at `x`."""
    written = []
    for at, runs in enumerate(lines(text)):
        pieces = [piece for run in runs for piece in _pieces(*run)]
        wide = sum(width(piece.text, size, bold=piece.bold) for piece in pieces)
        place = x - wide * _LEFT[anchor]
        y = top + size * LINE_HEIGHT * (at + 0.5) + size * _BASELINE
        if len(pieces) == 1:
            written.append(_text(pieces[0], x, y, size=size, colour=colour, anchor=anchor))
            continue
        for piece in pieces:
            written.append(_text(piece, place, y, size=size, colour=colour, anchor="start"))
            place += width(piece.text, size, bold=piece.bold)
    return "".join(written)


def wide(text: str, size: float) -> float:
    """Pixels of the longest line of a text."""
    return max(sum(width(one, size, bold=is_bold) for one, is_bold, _ in runs) for runs in lines(text))


def _pieces(text: str, is_bold: bool, is_italic: bool) -> list[Piece]:
    """A run, its signs apart: one letter that its font lacks would lend another font to the whole of a text."""
    parts = _SIGNS.split(text)
    return [Piece(part, is_bold, is_italic, at % 2 == 1) for at, part in enumerate(parts) if part]


def _text(piece: Piece, x: float, y: float, *, size: float, colour: str, anchor: str) -> str:
    style = f' font-family="{SIGNS_FONT}"' if piece.sign else ""
    style += ' font-weight="600"' if piece.bold else ""
    style += ' font-style="italic"' if piece.italic else ""
    anchored = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{colour}"{anchored}{style}>'
        f"{safe(piece.text)}</text>"
    )


def safe(text: str) -> str:
    r"""Text that no reader of XML takes for markup.

    >>> safe("<script>\x00")
    '&lt;script&gt;□'
    """
    return "".join(_ESCAPES.get(letter, letter) for letter in legible(text))
