"""Charts as pictures for documents: the very traces and layout that the pages show, traced as SVG without a browser."""

from observatory.exports.svg.picture import DRAWN, FONT, Picture, picture

__all__ = ["DRAWN", "FONT", "Picture", "picture"]
