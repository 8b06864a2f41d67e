"""Charts as pictures for documents: the very traces and layout that the pages show, traced as SVG without a browser."""

from observatory.exports.svg.alone import alone
from observatory.exports.svg.picture import DRAWN, Picture, picture

__all__ = ["DRAWN", "Picture", "alone", "picture"]
