"""A picture of our own SVG as PNG, by the typesetter and its fonts: no browser."""

import re

from observatory.exports.pdf import png

_SIZE = re.compile(r'<svg [^>]*?width="([0-9.]+)" height="([0-9.]+)"')
SHARP = 192.0  # pixels an inch: two for each pixel of a page


def raster(svg: str) -> bytes:
    """The PNG of an SVG that says its size. Raises ValueError where it says none."""
    found = _SIZE.search(svg)
    if found is None:
        raise ValueError("an SVG without a size")
    return png(svg, width=float(found[1]), height=float(found[2]), ppi=SHARP)
