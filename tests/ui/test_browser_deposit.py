"""A secretary's spreadsheet from her phone to the commune's page, and back: sent by a link, corrected, published, undone."""

import io
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Browser

from observatory.access import LOCAL
from observatory.deposits import loop
from observatory.settings import Settings
from observatory.store import Store, deposit_links
from observatory.workbook.annotated.contract import SUMMARY
from tests.browser import PHONE, Server, Visit, browsing, serving, visiting

COMMUNE = "38151"
MONTHS = ("janv", "fév", "mars", "avril", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc")


@pytest.fixture(scope="module")
def server(shipped_store: Path) -> Iterator[Server]:
    """The app, where nothing was deposited yet."""
    with serving(shipped_store) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as one:
        yield one


def spreadsheet(path: Path, *, wrong: bool) -> Path:
    """What she has kept for years: her headers, a title, months across and ahead, water of two meters, a credit note."""
    book = Workbook()
    sheet = book.active
    sheet.title = "2024"
    lines: list[list[object]] = [
        ["Suivi des consommations 2024"],
        [],
        ["Bâtiment", "Compteur", "Énergie", "Unité", "Nature", *MONTHS],
        ["École", "PDL 1", "Électricité", "kWh", "", 1200, 1100, 1000, 900, 800, 700, 300, 200, 900, None, None, None],
        ["École", "PDL 1", "Électricité", "kWh", "avoir", -50, *[None] * 11],
        ["École", "EAU 1", "Eau", "m3", "", 40, 41, 39, 42, 40, 38, 5, 4, 41, None, None, None],
        ["École", "EAU 2", "Eau", "m3", "", 10, 11, "douze" if wrong else 12, 9, 10, 8, 1, 1, 10, None, None, None],
        ["Mairie", "PDL 2", "Électricité", "kWh", "", 500, 480, 450, 400, 380, 350, 300, 280, 390, None, None, None],
        ["Éclairage", "PDL 3", "Électricité", "kWh", "", *[2000] * 9, None, None, None],
    ]
    for line in lines:
        sheet.append(line)
    book.save(path)
    return path


def words(visit: Visit) -> str:
    return visit.page.locator("[data-testid=stMain]").inner_text()


def press(visit: Visit, name: str) -> None:
    visit.page.get_by_role("button", name=name, exact=True).last.click()
    visit.settle()


def wait_for(visit: Visit, sentence: str) -> None:
    visit.page.locator("[data-testid=stMain]").get_by_text(sentence).first.wait_for()
    visit.settle()


def sent(visit: Visit, file: Path) -> None:
    """Through the four steps."""
    visit.page.locator("input[type=file]").set_input_files(file)
    wait_for(visit, "Comment votre tableau est lu")
    press(visit, "C'est bien cela, continuer")
    wait_for(visit, "Ce que ce fichier fait à ce qui est déjà là")
    press(visit, "Continuer")
    wait_for(visit, "Transmettre")
    visit.page.get_by_role("button", name="Transmettre", exact=False).last.click()
    wait_for(visit, "reçu le")


def barriers(visit: Visit) -> list[str]:
    """What axe finds serious."""
    found = Axe().run(visit.page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found if one["impact"] in {"serious", "critical"}
    ]


def test_the_whole_story(server: Server, browser: Browser, shipped_store: Path, tmp_path: Path) -> None:
    """Sent from a phone by a link, one cell to correct, sent again, published with one click, seen, and undone."""
    store, settings = Store(shipped_store), Settings(store=shipped_store)
    link, written = deposit_links.make(store, COMMUNE, maker=LOCAL.id, days=30)
    with visiting(browser, size=PHONE) as phone:
        phone.open(f"{server.url}/deposer?lien={written}")
        assert "Dépôt pour Échirolles (38151)." in words(phone)
        assert barriers(phone) == []
        sent(phone, spreadsheet(tmp_path / "suivi.xlsx", wrong=True))
        assert barriers(phone) == []
        assert "6 lignes lues, 5 enregistrées, 1 à corriger" in words(phone)
        assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        address = phone.page.get_by_role("link", name="Mon fichier, cellules à corriger en couleur").get_attribute(
            "href"
        )
        marked = load_workbook(io.BytesIO(phone.page.request.get(f"{server.url}{address}").body()))
        assert marked.sheetnames == ["2024", SUMMARY]
        assert "n'est pas un nombre" in marked["2024"]["H7"].comment.text
        marked["2024"]["H7"] = 12
        marked.save(tmp_path / "suivi corrigé.xlsx")
        sent(phone, tmp_path / "suivi corrigé.xlsx")
        assert "6 lignes lues, 6 enregistrées" in words(phone)
        first, second = sorted(one.number for one in loop.sent(LOCAL, settings))
        with visiting(browser) as desk:
            desk.open(f"{server.url}/depots")
            assert "2 dépôts à examiner" in words(desk)
            assert barriers(desk) == []
            for number in (first, second):
                desk.page.get_by_text(f"Choisir le dépôt n° {number}").click()
            desk.settle()
            press(desk, "Publier")
            wait_for(desk, f"Dépôt n° {second} : publié")
            desk.open(f"{server.url}/patrimoine?territoire={COMMUNE}")
            assert "Éclairage" in words(desk)
            desk.open(f"{server.url}/depots")
            desk.page.get_by_text("Dépôts déjà examinés").click()
            desk.settle()
            for number in (second, first):
                card = desk.page.locator(f".st-key-judged_{number}")
                card.get_by_role("button", name="Annuler cette publication").click()
                press(desk, "Annuler la publication")
                wait_for(desk, f"Dépôt n° {number} : annulé")
            desk.open(f"{server.url}/patrimoine?territoire={COMMUNE}")
            assert "Aucune facture ni aucun relevé" in words(desk)
        deposit_links.revoke(store, link.id, author=LOCAL.id)
        end = time.monotonic() + 5
        phone.open(f"{server.url}/deposer?lien={written}")
        assert "Ce lien de dépôt a été retiré." in words(phone)
        assert time.monotonic() < end
        assert phone.page.locator("input[type=file]").count() == 0
        assert not phone.errors
        assert not phone.outside


def test_an_expired_link_is_told(server: Server, browser: Browser, shipped_store: Path) -> None:
    """A link that is out of date, and one that was damaged, are a sentence each."""
    _, written = deposit_links.make(Store(shipped_store), COMMUNE, maker=LOCAL.id, days=0)
    with visiting(browser, size=PHONE) as phone:
        phone.open(f"{server.url}/deposer?lien={written}")
        assert "n'est plus valable" in words(phone)
        phone.open(f"{server.url}/deposer?lien={written}x")
        assert "n'existe pas ou a été abîmé" in words(phone)
