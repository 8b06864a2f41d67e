"""No string lacks a translation."""

from babel.messages.catalog import Catalog

from observatory.wording.catalogue import collect, marked, misfilled, missing, stub, unused
from observatory.wording.language import Plural, read_catalogue


def test_no_string_lacks_a_translation() -> None:
    """Every string that a reader may see has its English: `python -m observatory.wording.catalogue` prints the rest."""
    messages = collect()
    assert not [(messages[message], message) for message in missing(messages, read_catalogue("en"))]


def test_translations_fill_the_same_places() -> None:
    """A translation names the places of its source, no more and no fewer."""
    assert not misfilled(read_catalogue("en"))


def test_catalogue_holds_nothing_that_is_not_used() -> None:
    """A translation goes with the string that it translates."""
    assert not unused(collect(), read_catalogue("en"))


def test_indicators_are_collected() -> None:
    """An indicator's label, definition and limits are translated though it marks nothing."""
    assert "Population municipale" in collect()


def test_markers_are_found_anywhere() -> None:
    """Strings are found under each marker, as a function or as an attribute, joined from their parts."""
    code = 'ui.t("a"); translate("b" "c", language); N_("d"); P_("e", "f", by="n"); t(name); t(f"{x}"); other("g")'
    assert set(marked(code)) == {"a", "bc", "d", Plural("e", "f")}


def test_missing_plural_is_told() -> None:
    """A plural that has one form only is not translated."""
    catalogue = Catalog(locale="en")
    catalogue.add(("{n} ligne", "{n} lignes"), ("{n} row", ""))
    message = Plural("{n} ligne", "{n} lignes")
    assert missing([message], catalogue) == [message]
    assert stub(message, "pages/x.py").splitlines()[1:3] == ['msgid "{n} ligne"', 'msgid_plural "{n} lignes"']


def test_wrong_place_is_told() -> None:
    """A translation that names a place unknown to its source would fail when shown."""
    catalogue = Catalog(locale="en")
    catalogue.add("Ligne {row}", "Row {line}")
    assert misfilled(catalogue) == ["Ligne {row}"]
