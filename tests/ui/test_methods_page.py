"""« Données et méthodes »: everything that is declared stands on it, in both languages, and closed cards cost nothing."""

from html import escape, unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from observatory.indicators import registry as indicators
from observatory.settings import PROJECT
from observatory.sources import registry as layouts
from observatory.store import reference
from observatory.wording.explained import registry as methods
from observatory.wording.explained.contract import Method, Reader
from observatory.wording.language import LANGUAGES, translate
from tests.ui.conftest import Open

SOURCES = reference.table(PROJECT / "data", "sources").to_dicts()
CONVENTIONS = dict(reference.table(PROJECT / "data", "conventions").select("key", "value").iter_rows())
languages = pytest.mark.parametrize("language", LANGUAGES)


def at(open_app: Open, store: Path, **query: str) -> AppTest:
    """The page opened by a link; nothing may stop it."""
    app = open_app(store)  # on its first page, whose links carry other choices
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page("../../pages/methods.py").run()
    assert not app.exception
    assert "enregistrée sous la référence" not in said(app)
    return app


def said(app: AppTest) -> str:
    return unescape(" ".join(element.proto.body for element in app.main if element.type == "html"))


def cards(app: AppTest) -> list[str]:
    """Titles of the cards, in order."""
    return [block.label for block in app.expander]


@languages
def test_every_source_is_on_the_page(open_app: Open, shipped_store: Path, language: str) -> None:
    """Each declared source and each layout that is read has a card; open, it gives publisher, licence, vintage, link."""
    keys = ",".join([*(line["key"] for line in SOURCES if line["key"] in layouts()), "groups"])
    app = at(open_app, shipped_store, fiches=keys, langue=language)
    titles = cards(app)
    assert len(titles) == len({line["key"] for line in SOURCES} | set(layouts()))
    for line in SOURCES:
        assert f"{line['publisher']} · {line['title']}" in titles
        if line["key"] in layouts():
            assert line["licence"] in said(app)
            assert line["vintage"] in said(app)
            assert line["url"] in said(app)


@languages
def test_every_indicator_is_on_the_page(open_app: Open, shipped_store: Path, language: str) -> None:
    """Each indicator has a card; open, it gives its definition and its limits."""
    app = at(open_app, shipped_store, rubrique="indicateurs", fiches=",".join(indicators()), langue=language)
    assert cards(app) == [translate(one.label, language) for one in indicators().values()]
    for one in indicators().values():
        assert translate(one.definition, language) in said(app)
        assert translate(one.limits, language) in said(app)


@languages
def test_every_method_is_on_the_page(open_app: Open, shipped_store: Path, language: str) -> None:
    """Each method has a card, under its theme, and nothing of it is drawn while it is closed."""
    app = at(open_app, shipped_store, rubrique="methodes", langue=language)
    assert cards(app) == [translate(one.name, language) for one in methods().values()]
    assert not app.latex
    assert translate("Exemple", language) not in said(app)


@pytest.mark.parametrize("one", methods().values(), ids=list(methods()))
def test_an_open_card_says_all_of_its_method(open_app: Open, shipped_store: Path, one: Method) -> None:
    """Formula, source, limits and what its example concludes, with the thresholds of the snapshot."""
    app = at(open_app, shipped_store, rubrique="methodes", fiches=one.key)
    text = said(app)
    assert len(app.latex) == len(one.formulas)
    for words in (one.answers, one.source, *one.limits, *(formula.words for formula in one.formulas)):
        assert one.said(words, "fr") in text
    for sentence in one.example(Reader("fr", CONVENTIONS)).result:
        assert sentence in text


def test_an_open_card_speaks_english(open_app: Open, shipped_store: Path) -> None:
    """Words and decimal marks of the formula are the reader's."""
    app = at(open_app, shipped_store, rubrique="methodes", fiches="gas", langue="en")
    assert "900.9\N{NO-BREAK SPACE}MWh PCI" in said(app)
    assert "1.11" in app.latex[0].value
    assert "1{,}11" in at(open_app, shipped_store, rubrique="methodes", fiches="gas").latex[0].value


@languages
def test_conventions_and_glossary_are_shown(open_app: Open, shipped_store: Path, language: str) -> None:
    """Every threshold by its meaning and its name in the file; the words of the field."""
    app = at(open_app, shipped_store, rubrique="conventions", langue=language)
    for line in reference.table(PROJECT / "data", "conventions").to_dicts():
        assert translate(line["meaning"], language) in said(app)
        assert line["key"] in said(app)
    assert "PCS" in said(at(open_app, shipped_store, rubrique="glossaire", langue=language))


def test_the_search_is_blind_to_accents(open_app: Open, shipped_store: Path) -> None:
    """« mediane ecart » finds the values apart; a word that nothing has says so."""
    app = at(open_app, shipped_store, rubrique="methodes", cherche="ABSOLU median")
    assert cards(app) == ["Valeurs à part (écart absolu médian)"]
    for rubric in ("sources", "methodes", "conventions", "glossaire"):
        app = at(open_app, shipped_store, rubrique=rubric, cherche="xyzzy")
        assert cards(app) == []
        assert "Rien ne correspond dans cette rubrique" in said(app)


def test_what_is_searched_is_never_markup(open_app: Open, shipped_store: Path) -> None:
    """A tag that is typed is text."""
    app = at(open_app, shipped_store, cherche="<img src=x>")
    assert "<img" not in " ".join(element.proto.body for element in app.main if element.type == "html")


def test_the_page_is_about_no_territory(open_app: Open, shipped_store: Path) -> None:
    """Its title is its own, it has no selector, and an unknown territory in its link does not stop it."""
    app = at(open_app, shipped_store, territoire="99999", rubrique="glossaire")
    assert f">{escape('Données et méthodes')}</h1>" in " ".join(block.value for block in app.html)
    assert not app.sidebar.selectbox
    assert not app.sidebar.slider
    assert dict(app.query_params) == {"territoire": "99999", "rubrique": "glossaire"}
