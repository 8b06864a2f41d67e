"""What a browser is told beside a figure: its language, its buttons, and that nothing may be asked of the network."""

from typing import Any

from observatory.figures.chart import Chart, Kind
from observatory.grammar import fold
from observatory.wording.typography import NNBSP

_NAME_LETTERS = 80

# The words of plotly.js for the buttons that are shown; its own French file would be one more request.
_DICTIONARY = {
    "Download plot": "Télécharger l'image",
    "Download plot as a PNG": "Télécharger l'image (PNG)",
    "Double-click to zoom back out": "Double-cliquez pour revenir à la vue entière",
    "Produced with Plotly.js": "Réalisé avec Plotly.js",
    "Reset": "Vue entière",
    "Reset view": "Vue entière",
    "Reset views": "Vue entière",
    "Zoom in": "Agrandir",
    "Zoom out": "Réduire",
    "Pan": "Déplacer",
    "Snapshot succeeded": "Image enregistrée",
    "Sorry, there was a problem downloading your snapshot!": "L'image n'a pas pu être enregistrée.",
    "Taking snapshot - this may take a few seconds": "Préparation de l'image…",
}
_FORMAT = {
    "days": ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
    "shortDays": ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
    "months": ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
               "décembre"],
    "shortMonths": ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    "date": "%d/%m/%Y", "decimal": ",", "thousands": NNBSP, "grouping": [3], "currency": ["", NNBSP + "€"],
    "year": "%Y", "month": "%b %Y", "dayMonth": "%-d %b", "dayMonthYear": "%-d %b %Y",
}  # fmt: skip
_FRENCH = {"moduleType": "locale", "name": "fr", "dictionary": _DICTIONARY, "format": _FORMAT}

_BUTTONS = {Kind.MAP: [["zoomInGeo", "zoomOutGeo", "resetGeo", "toImage"]]}


def config(chart: Chart, *, base: str = "") -> dict[str, Any]:
    """The `config` of a figure in a page; `base` is the path under which the app is served."""
    return {
        "locale": chart.language,
        "locales": {"fr": _FRENCH} if chart.language == "fr" else {},
        "displaylogo": False,
        "displayModeBar": "hover" if chart.kind is not Kind.SPARK else False,
        "modeBarButtons": _BUTTONS.get(chart.kind, [["toImage"]]),
        "staticPlot": chart.kind is Kind.SPARK,
        "scrollZoom": False,
        "doubleClick": "reset",
        "responsive": True,
        # A folder with an empty world: without it, a map asks a public host for one and draws nothing.
        "topojsonURL": f"{base}/app/static/topo/",
        "toImageButtonOptions": {"format": "svg", "filename": fold(chart.title)[:_NAME_LETTERS] or "figure"},
    }
