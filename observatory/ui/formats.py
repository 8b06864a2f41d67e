"""A figure in other formats than its table, each built when it is clicked."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from observatory.exports import native, svg
from observatory.exports.columns import parquet
from observatory.exports.edition import Edition
from observatory.exports.raster import raster
from observatory.exports.slides import slides
from observatory.exports.spreadsheet import spreadsheet
from observatory.figures.chart import Chart
from observatory.figures.theme import look
from observatory.grammar import fold
from observatory.settings import settings
from observatory.ui.language import t

OFFICE = "application/vnd.openxmlformats-officedocument."
XLSX, PPTX = f"{OFFICE}spreadsheetml.sheet", f"{OFFICE}presentationml.presentation"
WIDTH = 900  # pixels of a picture
_NAME_LETTERS = 60

Build = Callable[[str], bytes]
"""Takes the number of the copy."""


def show(chart: Chart, *, key: str) -> None:
    """A workbook and a table of any figure; a slide and a picture of those that can be drawn so."""
    offers: dict[str, tuple[str, str, Build]] = {
        "xlsx": (t("Classeur (XLSX)"), XLSX, lambda one: _workbook(chart, one))
    }
    if chart.kind in native.DRAWN:
        offers["pptx"] = (t("Diapositive (PPTX)"), PPTX, lambda one: _slides(chart, one))
    if chart.kind in svg.DRAWN:
        offers["svg"] = (t("Image (SVG)"), "image/svg+xml", lambda one: _picture(chart, one).encode())
        offers["png"] = (t("Image (PNG)"), "image/png", lambda one: raster(_picture(chart, one)))
    offers["parquet"] = (t("Tableau (Parquet)"), "application/vnd.apache.parquet", lambda one: _table(chart, one))
    with st.container(horizontal=True, gap="small", key=f"formats_{key}"):
        for suffix, (label, mime, build) in offers.items():
            _button(chart, label, suffix, mime, build, key=key)


def _button(chart: Chart, label: str, suffix: str, mime: str, build: Build, *, key: str) -> None:
    identity = secrets.token_hex(4)
    name = f"{fold(chart.title)[:_NAME_LETTERS].strip('_') or 'figure'}-{identity}.{suffix}"
    st.download_button(
        label, lambda: build(identity), file_name=name, mime=mime, key=f"{suffix}_{key}", on_click="ignore"
    )


def _edition(identity: str) -> Edition:
    return Edition(datetime.now(UTC), identity)


def _workbook(chart: Chart, identity: str) -> bytes:
    return spreadsheet(chart, look(settings().accent), _edition(identity))


def _slides(chart: Chart, identity: str) -> bytes:
    return slides([chart], look(settings().accent), _edition(identity))


def _picture(chart: Chart, identity: str) -> str:
    return svg.alone(chart, look(settings().accent), _edition(identity), width=WIDTH)


def _table(chart: Chart, identity: str) -> bytes:
    return parquet(chart, _edition(identity))
