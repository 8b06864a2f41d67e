"""Dossier de réunion and annexe: what they say is what the walls and pages say, anybody can read it, no name leaks."""

import io
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from pypdf import PdfReader

from observatory.dashboards import decisions as noting
from observatory.dashboards.contract import Dashboard, Screen, Theme
from observatory.exports.annex import Annex, annex
from observatory.exports.edition import Edition
from observatory.exports.meeting import Meeting, meeting
from observatory.exports.pdf import Press
from observatory.exports.tables import printed
from observatory.figures.chart import Chart, table
from observatory.figures.shown import Subject, figure_of
from observatory.ingest import undo
from observatory.settings import Settings
from observatory.store import Store, decisions, totals
from observatory.store import targets as kept
from observatory.territory import parse_territory
from observatory.view import View
from observatory.wording.numbers import number
from tests.exports.papers import alternatives, kinds, one_line, standards, text_of
from tests.exports.test_fiche import target
from tests.exports.test_svg import STRIP
from tests.stores import EXTRACTS, current, settings_in, taken

EDITION = Edition(datetime(2026, 11, 24, 9, 30, tzinfo=UTC), "a1b2c3d4")
HOSTILE = '=HYPERLINK("http://x") #eval("1+1") $x$ <b> 漢'
METROPOLE = "epci:200040715"


def screen(page: str, figure: str, *, names: bool = False, title: str = "", **changes: object) -> Screen:
    return Screen(view=View(page=page, territory="38151").but(figure=figure, **changes), names=names, title=title)


SCREENS = (
    screen("tendances", "trend", title="Électricité et gaz").model_copy(update={"note": HOSTILE}),
    screen("tendances", "parts", carriers=("electricity",)),
    screen("tendances", "explained", carriers=("electricity",)),
    screen("comparaison", "distribution"),
    screen("comparaison", "funnel"),
    screen("vue-d-ensemble", "map"),
    screen("vue-d-ensemble", "shares_emissions"),
    screen("objectifs", "progress"),
)
JUNE = Dashboard(title="Réunion de juin", theme=Theme.FOLLOW_UP, screens=SCREENS)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A store with the shipped extracts, an invented target, and two notes of a former meeting."""
    made = settings_in(tmp_path_factory.mktemp("meeting")).model_copy(update={"agency": "Agence d'essai"})
    taken(made, EXTRACTS)
    store = Store(made.store)
    kept.add(store, target(-0.2), author="essai", reason="essai")
    for sort, words in ((decisions.Sort.DECISION, HOSTILE), (decisions.Sort.QUESTION, "Pourquoi 2014 ?")):
        said = noting.of_screen(JUNE, 7, SCREENS[0])
        decisions.add(store, noting.noted(sort, words, "12/06/2027", who="adjointe", **said), author="essai")
    return made


@pytest.fixture(scope="module")
def found(settings: Settings) -> Meeting:
    return meeting(JUNE, 7, settings, language="fr")


@pytest.fixture(scope="module")
def pdf(settings: Settings, found: Meeting) -> bytes:
    return Press(settings).pdf(found, EDITION)


@pytest.fixture(scope="module")
def voted(settings: Settings) -> Annex:
    return annex(current(settings), Store(settings.store), "38151", language="fr")


@pytest.fixture(scope="module")
def annexed(settings: Settings, voted: Annex) -> bytes:
    return Press(settings).pdf(voted, EDITION)


def charts(found: Meeting) -> list[Chart]:
    return [one.chart for one in found.pages if one.chart is not None]


def test_numbers_are_those_of_the_frame(pdf: bytes, found: Meeting) -> None:
    """Every value of the lines' table, written as the page writes it, stands in the document."""
    text = text_of(pdf)
    frame = table(charts(found)[0]).drop_nulls("value")
    assert frame.height > 20
    for value in frame["value"]:
        assert one_line(number(value, language="fr")) in text


def test_a_number_added_by_hand_is_there(pdf: bytes) -> None:
    """Electricity of Échirolles in 2011, added from the extract in MWh and told in GWh, is in its table."""
    rows = pl.read_csv(EXTRACTS / "energy_ore_commune.csv", infer_schema=False).filter(
        pl.col("insee_code") == "38151", pl.col("year") == "2011", pl.col("carrier") == "electricity"
    )
    total = rows["energy_mwh"].cast(pl.Float64).sum() / 1000
    assert f"2011 {total:.0f} " in text_of(pdf)


def test_screens_are_what_the_wall_shows(settings: Settings, found: Meeting) -> None:
    """Each figure is the one that its view gives a wall, with the same sentence and the same rows."""
    snapshot, store = current(settings), Store(settings.store)
    assert len(charts(found)) == len(SCREENS)
    for one, chart in zip(SCREENS, charts(found), strict=True):
        shown = figure_of(Subject(snapshot, store, one.view, names=one.names))
        assert shown is not None
        assert (chart.title, table(chart).to_dicts()) == (shown.chart.title, table(shown.chart).to_dicts())


def test_sentences_notes_and_sources_are_on_paper(pdf: bytes, found: Meeting) -> None:
    """Cover, titles, sentences, caveats, perimeter and source lines of every screen."""
    text = text_of(pdf)
    said = [found.name, *found.about, "Électricité et gaz", "Au programme", "Sources", "Agence d'essai"]
    for one in charts(found):
        said += [one.title, one.subtitle, one.perimeter_line, one.source_line, *one.notes]
    for line in filter(None, said):
        assert one_line(line) in text
    assert "n° a1b2c3d4" in text


def test_what_a_former_meeting_left_open_is_told(pdf: bytes) -> None:
    """Its text, who and by when, before the first screen and on its own; markup is only text."""
    text = text_of(pdf)
    assert "À suivre depuis la dernière réunion" in text
    assert text.count("Pourquoi 2014 ?") == 2
    assert "adjointe 12/06/2027" in text
    assert '#eval("1+1") $x$ <b> □' in text


def test_both_documents_meet_their_standards(pdf: bytes, annexed: bytes) -> None:
    """PDF/UA-1 and PDF/A-2b are declared together, as the typesetter checked them."""
    assert standards(pdf) == standards(annexed) == ("1", "2", "B")


def test_figures_say_their_sentence_in_their_order(pdf: bytes, found: Meeting, annexed: bytes, voted: Annex) -> None:
    """Alternative texts are the sentences, in the order of the screens and of the parts."""
    assert alternatives(pdf) == [chart.alt for chart in charts(found)]
    assert alternatives(annexed) == [chart.alt for part in voted.parts for chart in part.charts]


def test_headings_lead_through_the_dossier(pdf: bytes) -> None:
    """The title, the contents, one heading a screen with its figure's sentence below, tables after figures."""
    order = kinds(pdf, "/Title", "/TOC", "/H1", "/H2", "/Figure", "/Table")
    assert order[0] == "/Title"
    assert order.index("/TOC") < order.index("/H2")
    assert order.count("/H2") == order.count("/Figure") == len(SCREENS)
    assert order[-2:] == ["/H1", "/Table"]
    assert kinds(pdf, "/TH").count("/TH") > len(SCREENS)
    for at, kind in enumerate(order):
        assert kind != "/Figure" or order[at - 1] == "/H2"


def test_no_commune_is_named_unless_asked(settings: Settings) -> None:
    """Comparisons name nobody, in words or codes; a screen whose names are shown names the neighbours."""
    names = totals.members(current(settings), parse_territory(METROPOLE)).filter(pl.col("insee_code") != "38151")
    hidden = JUNE.but(title="Comparaisons", theme=Theme.MOBILISATION, screens=SCREENS[3:6])
    document = Press(settings).pdf(meeting(hidden, None, settings, language="fr"), EDITION)
    told = text_of(document) + " ".join(alternatives(document))
    assert [one for one in (*names["name"], *names["insee_code"]) if one in told] == []
    shown = JUNE.but(screens=(screen("comparaison", "distribution", names=True),))
    named = text_of(Press(settings).pdf(meeting(shown, None, settings, language="fr"), EDITION))
    assert "Fontaine" in named
    assert "38169" in named


def test_an_unnamed_table_has_the_chosen_one_alone() -> None:
    """Of a distribution without names, the chosen one is the one row, and no code is in it; with names, all ten are."""
    hidden, named = printed(STRIP, names=False), printed(STRIP)
    assert hidden is not None
    assert named is not None
    assert hidden.rows == (("Commune 38151", "1,45"),)
    assert len(named.rows) == 10
    assert named.rows[0][:2] == ("38000", "Commune 38000")


def test_a_pinned_dashboard_keeps_its_numbers(tmp_path: Path) -> None:
    """Pinned, it says after new data what it said before; one that follows says something else."""
    made = settings_in(tmp_path)
    taken(made, EXTRACTS)
    pinned = JUNE.but(screens=SCREENS[:1], snapshot=1)
    before = table(charts(meeting(pinned, None, made, language="fr"))[0])
    batch = current(made).query("SELECT batch FROM batches WHERE file LIKE '%ore_commune%'")["batch"][0]
    undo(int(batch), made)
    assert table(charts(meeting(pinned, None, made, language="fr"))[0]).equals(before)
    assert "épinglé à la version n° 1 des données" in one_line(
        " ".join(meeting(pinned, None, made, language="fr").about)
    )
    (after,) = meeting(pinned.but(snapshot=None), None, made, language="fr").pages
    assert after.chart is None


def test_a_screen_without_figure_says_why(settings: Settings) -> None:
    """A commune without energy data has a sentence where its figure would be, and the document is made."""
    lone = Screen(view=View(page="comparaison", territory="42239").but(figure="comparable"))
    found = meeting(JUNE.but(screens=(lone,)), None, settings, language="fr")
    (one,) = found.pages
    assert one.chart is None
    assert one_line(one.refused) in text_of(Press(settings).pdf(found, EDITION))


def test_an_english_reader_has_the_same_dossier(settings: Settings) -> None:
    """The other language has the same figures, under its own words."""
    found = meeting(JUNE, 7, settings, language="en")
    text = text_of(Press(settings).pdf(found, EDITION))
    assert "Open since the last meeting" in text
    assert [one.kind for one in charts(found)] == [
        one.kind for one in charts(meeting(JUNE, 7, settings, language="fr"))
    ]


def test_the_annex_says_what_was_voted_and_what_is_measured(annexed: bytes, voted: Annex) -> None:
    """Target, deliberation, baseline, levels, status, what is measured, what is missing, sources, version."""
    text = text_of(annexed)
    for words in (
        "−20 % en 2030 par rapport à 2015", "objectif délibéré le 27/06/2024", "Niveaux à atteindre", "en 2030",
        "Mesuré électricité et gaz · 2011–2023", "Ce qui manque", "Agence ORE", "version des données n° 1 du",
    ):  # fmt: skip
        assert words in text
    path = table(voted.parts[0].charts[0]).filter(pl.col("series") == "chemin prévu")
    base, goal = path.filter(pl.col("year") == 2015)["value"][0], path.filter(pl.col("year") == 2030)["value"][0]
    assert goal == pytest.approx(0.8 * base)
    assert f"2030 {number(goal, language='fr')} {number(goal, language='fr')}" in text


def test_an_area_has_the_targets_of_its_communes(settings: Settings) -> None:
    """The EPCI voted none: its annex says so, and lists the one of Échirolles with its status."""
    found = annex(current(settings), Store(settings.store), METROPOLE, language="fr")
    text = text_of(Press(settings).pdf(found, EDITION))
    assert "Aucun objectif délibéré n'est enregistré ici" in text
    assert "Objectifs des communes" in text
    assert "Échirolles −20 % en 2030 par rapport à 2015 ● dans la trajectoire" in text


def test_every_page_says_where_it_is(pdf: bytes) -> None:
    """Each page has its number, of how many, and the version of the data."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    for at, page in enumerate(pages, start=1):
        words = one_line(page.extract_text())
        assert f"{at} / {len(pages)}" in words
        assert "version des données n° 1 du" in words
