"""In a real browser: a table is dropped, explained, taken, seen in the trends, and known when it comes again."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import PHONE, PROJECTOR, Server, Visit, browsing, serving, visiting
from tests.mapped import PCAET

SERIOUS = {"serious", "critical"}
MAIN = "[data-testid=stMain]"


@pytest.fixture
def server(shipped_store: Path, tmp_path: Path) -> Iterator[Server]:
    store = tmp_path / "store"
    shutil.copytree(shipped_store, store)
    with serving(store) as running:
        yield running


@pytest.fixture(params=[PROJECTOR, PHONE], ids=["projector", "phone"])
def visit(request: pytest.FixtureRequest) -> Iterator[Visit]:
    with browsing() as browser, visiting(browser, size=request.param) as opened:
        yield opened


def send(visit: Visit, path: Path) -> None:
    visit.page.locator("input[type=file]").set_input_files(path)
    visit.page.get_by_text("Ce que la table donnerait").or_(visit.page.get_by_text("Il reste à dire")).first.wait_for()
    visit.settle()


def choose(visit: Visit, field: str, word: str) -> None:
    """Pick in a list, as a person does: type, then the first that is offered."""
    box = visit.page.get_by_role("combobox", name=field, exact=True)
    box.click()
    box.fill(word)
    visit.page.get_by_role("option", name=word, exact=True).first.click()
    visit.settle()


def write(visit: Visit, field: str, words: str) -> None:
    visit.page.get_by_label(field, exact=True).fill(words)
    visit.page.keyboard.press("Tab")
    visit.settle()


def tell(visit: Visit) -> None:
    """What nobody can guess of the annex of a plan."""
    choose(visit, "Pouvoir calorifique du gaz", "pas de gaz à part")
    choose(visit, "Département, si les communes n'ont que leur nom", "Isère (38)")
    write(visit, "Écritures d'une valeur secrète", "nd")
    choose(visit, "Sens du mot n° 1", "résidentiel")
    for field, words in (("Titre", "Annexe 3"), ("Éditeur", "Métropole"), ("Licence ou conditions d'usage", "interne")):
        write(visit, field, words)
    choose(visit, "Consommations corrigées du climat", "non")
    choose(visit, "Chaque version recalcule tout l'historique", "oui")


def test_a_table_is_explained_taken_seen_and_known_again(server: Server, visit: Visit, tmp_path: Path) -> None:
    """The story of the page at both sizes: nothing wider than the window, no error, no request outside."""
    visit.open(f"{server.url}/ajouter-une-source?territoire=38151")
    send(visit, PCAET)
    tell(visit)
    assert "4 lignes lues, 4 acceptées" in visit.page.locator(MAIN).inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    found = Axe().run(visit.page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:160]) for one in found if one["impact"] in SERIOUS] == []
    visit.page.get_by_role("button", name="Prendre ces données").click()
    visit.page.get_by_text("Voir cette source dans les tendances").click()
    visit.page.get_by_text("Métropole, Annexe 3").first.wait_for()
    assert "source=metropole_annexe_3" in visit.query
    assert visit.title == "Échirolles"
    visit.open(f"{server.url}/ajouter-une-source")
    following = tmp_path / "next.csv"
    following.write_text(PCAET.read_text(encoding="utf-8").replace("10,5", "11"), encoding="utf-8")
    send(visit, following)
    assert re.search(r"(?m)^\d+(,\d+)? K?o$", visit.page.get_by_test_id("stFileUploader").inner_text())  # never « KB »
    assert "Cette table est déjà connue" in visit.page.locator(MAIN).inner_text()
    assert visit.errors == []
    assert visit.outside == []
