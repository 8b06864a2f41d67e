"""A series small enough for a cell of a table, as an SVG picture: numbers and colours only, no text of anybody."""

from base64 import b64encode
from collections.abc import Sequence

WIDTH, HEIGHT, _PAD = 96.0, 24.0, 3.0


def sparkline(
    years: Sequence[int], values: Sequence[float], path: Sequence[tuple[float, float]], *, colour: str, muted: str
) -> str:
    """The series as a line with a dot at its end, and the path as dashes, from zero; the address of a picture."""
    if not values:
        return ""
    points = [(float(year), value) for year, value in zip(years, values, strict=True)]
    xs = [x for x, _ in (*points, *path)]
    top = max(y for _, y in (*points, *path)) or 1.0
    left, span = min(xs), (max(xs) - min(xs)) or 1.0

    def placed(x: float, y: float) -> str:
        across = _PAD + (x - left) / span * (WIDTH - 2 * _PAD)
        return f"{across:.1f},{HEIGHT - _PAD - y / top * (HEIGHT - 2 * _PAD):.1f}"

    line = " ".join(placed(x, y) for x, y in points)
    dashes = " ".join(placed(x, y) for x, y in path)
    end_x, end_y = placed(*points[-1]).split(",")
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:.0f}" height="{HEIGHT:.0f}">'
        f'<polyline points="{dashes}" fill="none" stroke="{muted}" stroke-width="1" stroke-dasharray="3,2"/>'
        f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
        f'<circle cx="{end_x}" cy="{end_y}" r="2" fill="{colour}"/></svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(drawn.encode()).decode()}"
