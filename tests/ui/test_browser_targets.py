"""In a real browser: a target entered in the form, its link, its board."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import PHONE, Server, Visit, browsing, serving, visiting

SERIOUS = {"serious", "critical"}


@pytest.fixture
def server(shipped_store: Path, tmp_path: Path) -> Iterator[Server]:
    store = tmp_path / "store"
    shutil.copytree(shipped_store, store)
    with serving(store) as running:
        yield running


@pytest.fixture
def visit() -> Iterator[Visit]:
    with browsing() as browser, visiting(browser) as opened:
        yield opened


def barriers(visit: Visit) -> list[tuple[str, str]]:
    found = Axe().run(visit.page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:120]) for one in found if one["impact"] in SERIOUS]


def fill(visit: Visit) -> None:
    """The form, as an adviser fills it for Fontanil-Cornillon."""
    visit.page.get_by_text("Ajouter, modifier ou retirer un objectif").click()
    visit.settle()
    visit.page.get_by_role("button", name="électricité", exact=True).click()
    visit.page.get_by_label("Année de référence", exact=True).fill("2015")
    visit.page.get_by_label("Échéances", exact=True).fill("2030 = −20 %")
    visit.page.get_by_label("Date de la délibération", exact=True).fill("27/06/2024")
    visit.page.get_by_label("Auteur de ce changement").first.fill("conseiller énergie")
    visit.page.get_by_label("Motif").first.fill("délibération reçue")
    visit.page.get_by_role("button", name="Enregistrer").click()


def test_a_target_is_set_read_and_found_on_the_board(server: Server, visit: Visit) -> None:
    """Set in the form, the target has its sentence; the link alone gives it back; the board of the EPCI agrees."""
    visit.open(f"{server.url}/objectifs?territoire=38170")
    assert "Aucun objectif délibéré" in visit.page.locator("[data-testid=stMain]").inner_text()
    fill(visit)
    reading = visit.page.locator("h2.reading").first
    reading.wait_for()
    visit.settle()
    sentence, facts = reading.inner_text(), visit.page.locator("dl.facts").first.inner_text()
    assert sentence.startswith("Loin de la trajectoire")
    assert "+2,09" in facts
    assert "par an" in facts
    link = visit.page.url
    visit.open(link)
    assert visit.page.locator("h2.reading").first.inner_text() == sentence
    visit.open(f"{server.url}/objectifs?territoire=epci:200040715")
    row = visit.page.locator("tr", has_text="Fontanil-Cornillon").first.inner_text()
    assert "loin de la trajectoire" in row
    assert "+2,09" in row
    assert barriers(visit) == []
    assert visit.errors == []
    assert visit.outside == []


def test_a_wrong_entry_is_told_and_nothing_typed_is_lost(server: Server, visit: Visit) -> None:
    """A milestone that cannot be read gives its sentence, and the form keeps what was typed."""
    visit.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    visit.open(f"{server.url}/objectifs?territoire=38170")
    fill(visit)
    visit.page.locator("h2.reading").first.wait_for()
    visit.open(f"{server.url}/objectifs?territoire=38057")
    visit.page.get_by_text("Ajouter, modifier ou retirer un objectif").click()
    visit.settle()
    visit.page.get_by_label("Échéances", exact=True).fill("bientôt")
    visit.page.get_by_role("button", name="Enregistrer").click()
    visit.page.get_by_text("n'est pas une échéance").wait_for()
    assert visit.page.get_by_label("Échéances", exact=True).input_value() == "bientôt"
    assert barriers(visit) == []
    assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
