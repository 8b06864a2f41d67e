"""The words of SVG: elements, numbers, dashes, and text that cannot be markup."""

import re
from html import unescape

from observatory.figures.axes import LINE_HEIGHT

# What XML 1.0 may not hold at all (https://www.w3.org/TR/xml/#charsets).
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAGS = re.compile(r"(<br>|</?[bi]>)")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_RGBA = re.compile(r"rgba\((\d+),(\d+),(\d+),([0-9.]+)\)")
SIGNS_FONT = "DejaVu Sans Mono"  # embedded in the typesetter
_SIGNS = re.compile("([\u2300-\u2bff]+)")  # arrows, operators, lines, blocks, shapes
_BASELINE = 0.34  # of the size, from the middle of a line down to its baseline

Run = tuple[str, bool, bool]  # text, bold, italic


def number(value: float) -> str:
    """A coordinate: two decimals at most.

    >>> number(12.0), number(1.239)
    ('12', '1.24')
    """
    return f"{float(value):.2f}".rstrip("0").rstrip(".").replace("-0", "0") if abs(value) < 0.005 else (  # noqa: PLR2004
        f"{float(value):.2f}".rstrip("0").rstrip(".")
    )


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
    step = size * LINE_HEIGHT
    parts = []
    for at, runs in enumerate(lines(text)):
        y = top + step * (at + 0.5) + size * _BASELINE
        written = "".join(_run(*run) for run in runs)
        parts.append(
            f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{colour}" '
            f'text-anchor="{anchor}">{written}</text>'
        )
    return "".join(parts)


def _run(text: str, is_bold: bool, is_italic: bool) -> str:
    """One span; signs have their own, for a font that lacks one letter of a span lends none to the others."""
    weight = ' font-weight="600"' if is_bold else ""
    style = ' font-style="italic"' if is_italic else ""
    parts = (safe(part) for part in _SIGNS.split(text))
    spans = (
        f'<tspan font-family="{SIGNS_FONT}">{part}</tspan>' if at % 2 else f"<tspan{weight}{style}>{part}</tspan>"
        for at, part in enumerate(parts)
    )
    return "".join(span for span in spans if "></" not in span)


def safe(text: str) -> str:
    """Text that no reader of XML takes for markup.

    >>> safe("<script>\\x00")
    '&lt;script&gt;'
    """
    return "".join(_ESCAPES.get(letter, letter) for letter in _FORBIDDEN.sub("", text))
