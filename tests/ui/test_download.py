"""The file of a figure."""

from dataclasses import replace
from datetime import UTC, datetime

from observatory.figures.chart import Chart, Kind, Series, State, Texts, chart
from observatory.ui.download import as_csv, file_for

NOW = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)


def figure(language: str = "fr", label: str = "Échirolles") -> Chart:
    """Two years of one commune, the second withheld."""
    series = Series(
        "all", label, (2022, 2023), (1234.5, None), (1300.0, None), (State.PARTIAL, State.WITHHELD), "accent"
    )
    return chart(Kind.LINES, [series], Texts("Une phrase"), unit="MWh", language=language)


def rows(content: bytes) -> list[str]:
    return content.decode("utf-8-sig").replace("\u00a0", " ").split("\r\n")


def test_a_file_says_what_it_is_and_which_export() -> None:
    """Its first lines are the sentence, then the number and the moment of the export."""
    assert rows(as_csv(figure(), identity="a1b2c3d4", now=NOW))[:2] == [
        "Une phrase",
        "Export n° a1b2c3d4 du 22/11/2026 à 14 h 05",
    ]


def test_french_numbers_are_read_by_a_french_spreadsheet() -> None:
    """Semicolons between cells and a decimal comma; an absent value is empty, never 0."""
    found = rows(as_csv(figure(), identity="x", now=NOW))
    assert found[4].startswith("2022;Échirolles;1234,5;1300,0;MWh;")
    assert found[5].startswith("2023;Échirolles;;;MWh;")


def test_english_numbers_are_read_by_an_english_spreadsheet() -> None:
    """Commas between cells and a decimal point."""
    assert "2022,Échirolles,1234.5,1300.0,MWh," in as_csv(figure("en"), identity="x", now=NOW).decode()


def test_a_name_is_never_a_formula() -> None:
    """A label that begins as a formula is written as text."""
    content = as_csv(figure(label="=HYPERLINK(1)"), identity="x", now=NOW).decode()
    assert ";'=HYPERLINK(1);" in content


def test_two_exports_differ_by_name_and_by_bytes() -> None:
    """The same figure twice gives two names and two contents."""
    (name, write), (other, rewrite) = file_for(figure()), file_for(figure())
    assert name != other
    assert write() != rewrite()


def test_a_name_is_plain() -> None:
    """The file's name is made of the sentence, without accents nor spaces."""
    name, _ = file_for(replace(figure(), title="Échirolles consomme 11 % de moins"))
    assert name.startswith("echirolles_consomme_11_de_moins-")
    assert name.endswith(".csv")
