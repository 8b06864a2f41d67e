"""In a real browser: the sheet of a commune, taken away."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser import PHONE, Server, Visit, browsing, serving, visiting

BUTTON = "Télécharger la fiche (PDF)"


@pytest.fixture(scope="module")
def server(shipped_store: Path) -> Iterator[Server]:
    with serving(shipped_store) as running:
        yield running


@pytest.fixture
def visit() -> Iterator[Visit]:
    with browsing() as browser, visiting(browser) as opened:
        yield opened


def downloaded(visit: Visit) -> tuple[str, str]:
    """Name of the file that the button gives, and the text of its pages."""
    with visit.page.expect_download() as given:
        visit.page.get_by_role("button", name=BUTTON).click()
    pages = PdfReader(io.BytesIO(Path(given.value.path()).read_bytes())).pages
    assert len(pages) == 2
    return given.value.suggested_filename, " ".join(page.extract_text() for page in pages)


def test_the_sheet_says_what_the_page_says(server: Server, visit: Visit) -> None:
    """Each sentence of « À retenir » stands on the sheet, and the number in its name is written in its footer."""
    visit.open(f"{server.url}/vue-d-ensemble?territoire=38151")
    kept = visit.page.locator("[data-testid=stMain] ul li").all_inner_texts()
    name, text = downloaded(visit)
    assert len(kept) == 3
    plain = " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())
    for sentence in kept:
        assert " ".join(sentence.replace("\u00a0", " ").replace("\u202f", " ").split()) in plain
    identity = name.split("-")[1]
    assert name.endswith("-38151-echirolles.pdf")
    assert f"n° {identity}" in plain
    assert not visit.errors


def test_an_area_has_no_sheet(server: Server, visit: Visit) -> None:
    """The sheet is of a commune: an EPCI has the button no more than a figure without data."""
    visit.open(f"{server.url}/vue-d-ensemble?territoire=epci:200040715")
    expect(visit.page.get_by_role("button", name=BUTTON)).to_have_count(0)


def test_the_button_fits_a_phone(server: Server) -> None:
    """On a phone the button stands inside the screen."""
    with browsing() as browser, visiting(browser, size=PHONE) as visit:
        visit.open(f"{server.url}/vue-d-ensemble?territoire=38151")
        box = visit.page.get_by_role("button", name=BUTTON).bounding_box()
        assert box is not None
        assert 0 <= box["x"] < box["x"] + box["width"] <= PHONE[0]
