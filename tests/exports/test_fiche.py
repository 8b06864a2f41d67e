"""Fiche communale: what the document says is what the data say, and anybody can read it."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import polars as pl
import pytest
from pypdf import PdfReader

from observatory.errors import ObservatoryError
from observatory.exports.edition import Edition
from observatory.exports.fiche import Fiche, fiche
from observatory.exports.folder import Printer, fiches
from observatory.exports.pdf import Press
from observatory.figures.chart import table
from observatory.figures.shown import Subject, figure_of
from observatory.settings import Settings
from observatory.store import Store
from observatory.store import targets as kept
from observatory.store.snapshots import Snapshot
from observatory.targets.contract import Target
from observatory.territory import parse_territory
from observatory.view import View
from observatory.wording.typography import plain_spaces
from tests.exports.papers import elements, text_of
from tests.stores import EXTRACTS, current, settings_in, taken

ECHIROLLES, CHAMP, GRENOBLE, MONT, LONGEST = "38151", "38071", "38185", "38258", "42239"
EDITION = Edition(datetime(2026, 11, 24, 9, 30, tzinfo=UTC), "a1b2c3d4")
HOSTILE = 'Baisse #eval("1+1") $x$ <b> 漢 {name} \\ @ref'


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A store with the shipped extracts, and an invented target of 20 % less."""
    made = settings_in(tmp_path_factory.mktemp("fiche")).model_copy(update={"agency": "Agence d'essai"})
    taken(made, EXTRACTS)
    kept.add(Store(made.store), target(-0.2), author="essai", reason="essai")
    return made


def target(share: float) -> Target:
    return Target.model_validate(
        {
            "territory": ECHIROLLES, "scope": "territoire", "indicator": "energy", "carriers": ["electricity", "gas"],
            "kind": "reduction", "milestones": [{"year": 2030, "value": share, "relative": True}],
            "baseline": {"first": 2015, "last": 2015}, "text": HOSTILE, "origin": "own", "deliberated": "2024-06-27",
        }
    )  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(settings: Settings) -> Snapshot:
    return current(settings)


@pytest.fixture(scope="module")
def press(settings: Settings) -> Press:
    return Press(settings)


def found(snapshot: Snapshot, settings: Settings, code: str) -> Fiche:
    return fiche(snapshot, Store(settings.store), code, language="fr")


@pytest.fixture(scope="module")
def echirolles(snapshot: Snapshot, settings: Settings) -> Fiche:
    return found(snapshot, settings, ECHIROLLES)


@pytest.fixture(scope="module")
def pdf(press: Press, echirolles: Fiche) -> bytes:
    return press.pdf(echirolles, EDITION, mark="observatory-essai")


def test_numbers_are_those_of_the_published_file(pdf: bytes) -> None:
    """Residential electricity and gas of Échirolles in 2023, added by hand from the extract, stand on the sheet."""
    rows = pl.read_csv(EXTRACTS / "energy_ore_commune.csv", infer_schema=False)
    here = rows.filter(
        pl.col("insee_code") == ECHIROLLES, pl.col("year") == "2023", pl.col("sector") == "residential"
    ).with_columns(pl.col("energy_mwh").cast(pl.Float64))
    by_carrier = dict(here.group_by("carrier").agg(pl.col("energy_mwh").sum()).iter_rows())
    added = by_carrier["electricity"] + by_carrier["gas"] / 1.11
    assert f"{added / 1000:.1f} GWh".replace(".", ",") in text_of(pdf)


def test_every_sentence_of_the_answers_is_on_paper(pdf: bytes, echirolles: Fiche) -> None:
    """Titles, takeaways, notes and source lines are those of the charts that the pages show."""
    text = text_of(pdf)
    sections = (
        echirolles.takeaways,
        echirolles.territory,
        echirolles.target,
        echirolles.comparison,
        echirolles.missing,
    )
    charts = [chart for section in sections for chart in section.charts]
    assert len(charts) == 6
    said = [one for section in sections for one in (section.title, *section.sentences)]
    said += [
        line for one in charts for line in (one.title, one.subtitle, one.perimeter_line, one.source_line, *one.notes)
    ]
    for sentence in filter(None, said):
        assert re.sub(r"\s+", " ", plain_spaces(sentence)) in text


def test_the_document_says_which_standards_it_meets(pdf: bytes) -> None:
    """PDF/UA-1 and PDF/A-2b together are declared in the metadata, as the typesetter checked them."""
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
        assert metadata["dc:title"] == "Fiche communale\u00a0: Échirolles"
        assert document.Root.Lang == "fr"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle


def test_every_figure_has_its_sentence_as_alternative(pdf: bytes, echirolles: Fiche) -> None:
    """A reader who does not see a figure is told the sentence that it answers with, in the same order."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        told = [str(one.get("/Alt")) for one in elements(document) if one.S == "/Figure"]
    sections = (echirolles.territory, echirolles.target, echirolles.comparison)
    assert told == [chart.alt for section in sections for chart in section.charts]


def test_headings_lead_through_the_sheet(pdf: bytes, echirolles: Fiche) -> None:
    """The title, then five headings and what each holds: none is skipped, and the takeaways come before any figure."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        order = [
            str(one.S) for one in elements(document) if one.S in ("/Title", "/H1", "/H2", "/H3", "/Figure", "/Table")
        ]
    assert order.count("/Figure") == order.count("/H2") == 6
    assert order.count("/H1") == 6
    assert order[:4] == ["/Title", "/H1", "/H1", "/H2"]
    assert order[-2:] == ["/H1", "/Table"]
    text = text_of(pdf)
    assert text.index("À retenir") < text.index(echirolles.territory.title) < text.index("Objectif délibéré")


@pytest.mark.parametrize("code", [ECHIROLLES, CHAMP, GRENOBLE, MONT, LONGEST])
def test_no_sheet_is_longer_than_two_pages(press: Press, snapshot: Snapshot, settings: Settings, code: str) -> None:
    """A target, a dominant site, a missing energy, secrecy everywhere, a long name: one sheet of paper."""
    pages = PdfReader(io.BytesIO(press.pdf(found(snapshot, settings, code), EDITION))).pages
    assert len(pages) <= 2
    assert f"{len(pages)} / {len(pages)}" in pages[-1].extract_text()


def test_what_is_unknown_is_said(press: Press, snapshot: Snapshot, settings: Settings) -> None:
    """A commune of the Loire has no energy figure here: the sheet says so, and neither a zero nor a blank."""
    text = text_of(press.pdf(found(snapshot, settings, LONGEST), EDITION))
    assert "Électricité et gaz : pas de donnée." in text
    assert (
        "Ce que la commune paie elle-même (bâtiments, éclairage public, véhicules) : rien de public à ce jour." in text
    )
    assert "Aucun objectif délibéré" in text
    assert not re.search(r"\b(None|NaN|null|0 GWh)\b", text)


def test_a_hostile_text_is_only_text(press: Press, echirolles: Fiche) -> None:
    """Markup of the typesetter in a name is written as it is, and a letter that no font has is a box."""
    text = text_of(press.pdf(replace(echirolles, name=HOSTILE), EDITION))
    assert 'Fiche communale : Baisse #eval("1+1") $x$ <b> □ {name} \\ @ref' in text


def test_the_footer_tells_version_moment_and_number(pdf: bytes) -> None:
    """Every page says which data it was made of, when, and the number of this copy."""
    told = "version des données n° 1 du"
    for page in PdfReader(io.BytesIO(pdf)).pages:
        text = plain_spaces(page.extract_text())
        assert told in text
        assert "édité le 24/11/2026 à 10 h 30, n° a1b2c3d4" in text


def test_an_english_reader_has_the_same_sheet(press: Press, snapshot: Snapshot, settings: Settings) -> None:
    """The other language has the same figures, under its own words."""
    english = fiche(snapshot, Store(settings.store), ECHIROLLES, language="en")
    document = press.pdf(english, EDITION)
    assert "Commune sheet: Échirolles" in text_of(document)
    assert pikepdf.open(io.BytesIO(document)).Root.Lang == "en"


def test_a_folder_of_an_epci_goes_on_where_it_stopped(settings: Settings, snapshot: Snapshot, tmp_path: Path) -> None:
    """Six communes, six files; what stands is kept; a cut file and one whose target changed are made again."""
    epci = parse_territory("epci:243801024")

    def run() -> dict[str, bool]:
        total, made = fiches(snapshot, settings, epci, tmp_path, language="fr")
        told = {one.insee_code: one.kept for one in made}
        assert total == len(told) == 6
        return told

    assert not any(run().values())
    files = sorted(tmp_path.iterdir())
    assert [path.name for path in files][:2] == ["38129-correncon-en-vercors.pdf", "38153-engins.pdf"]
    assert all(run().values())
    files[0].write_bytes(files[0].read_bytes()[:1000])
    kept.add(
        Store(settings.store), target(-0.1).model_copy(update={"territory": "38153"}), author="essai", reason="essai"
    )
    assert {code for code, was_kept in run().items() if not was_kept} == {"38129", "38153"}
    assert sorted(tmp_path.iterdir()) == files


def test_a_new_version_of_the_data_makes_a_new_document(settings: Settings, snapshot: Snapshot, tmp_path: Path) -> None:
    """A document of another snapshot does not pass for this one's."""
    path = tmp_path / "fiche.pdf"
    printer = Printer(Press(settings), snapshot, "fr")
    printer.write(MONT, path)
    assert printer.write(MONT, path, again=False).kept
    assert not Printer(Press(settings), snapshot, "en").write(MONT, path, again=False).kept


def test_a_logo_stands_in_the_header(press: Press, echirolles: Fiche, settings: Settings) -> None:
    """An agency's logo is one picture more on each page; one that is not there is a refusal that says what to do."""
    logo = Path("observatory/ui/static/favicon.svg")
    with_logo = Press(settings.model_copy(update={"logo": logo})).pdf(echirolles, EDITION)
    assert len(with_logo) > len(press.pdf(echirolles, EDITION)) + 100
    for missing in (Path("no-logo.svg"), Path("/etc/hostname")):
        with pytest.raises(ObservatoryError, match="logo_missing"):
            Press(settings.model_copy(update={"logo": missing})).pdf(echirolles, EDITION)


def test_a_document_that_cannot_be_made_is_refused(echirolles: Fiche, settings: Settings) -> None:
    """A logo that is no picture stops the typesetter: the refusal names the commune, and no trace reaches anybody."""
    with pytest.raises(ObservatoryError) as refused:
        Press(settings.model_copy(update={"logo": Path("pyproject.toml")})).pdf(echirolles, EDITION)
    assert (refused.value.code, refused.value.params["name"]) == ("document_failed", "Échirolles")


def test_every_figure_is_the_one_of_a_page(echirolles: Fiche, snapshot: Snapshot, settings: Settings) -> None:
    """The charts of the sheet are the very objects that pages draw, so that no number of one can differ."""
    wanted = (
        ("tendances", "trend"), ("vue-d-ensemble", "shares_energy"), ("vue-d-ensemble", "shares_emissions"),
        ("objectifs", "progress"), ("comparaison", "comparable"), ("tendances", "beside"),
    )  # fmt: skip
    store = Store(settings.store)
    shown = [
        figure_of(Subject(snapshot, store, View(page=page, territory=ECHIROLLES).but(figure=key)))
        for page, key in wanted
    ]
    drawn = [one for part in (echirolles.territory, echirolles.target, echirolles.comparison) for one in part.charts]
    for chart, made in zip(drawn, shown, strict=True):
        assert made is not None
        assert (chart.title, table(chart).to_dicts()) == (made.chart.title, table(made.chart).to_dicts())
