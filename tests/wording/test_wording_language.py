"""Source strings, translations, plurals and French spaces."""

import pytest

from observatory.wording.language import P_, translate, translate_plural
from observatory.wording.typography import capital, french_spaces, plain_spaces, shortened

LINES = P_("{count} ligne lue", "{count} lignes lues")


def test_source_language_is_french() -> None:
    """A French reader gets the source string, with its no-break spaces."""
    assert translate("Ligne {row} : {sentence}", "fr", row=14, sentence="vide") == "Ligne 14\u00a0: vide"


def test_english_comes_from_the_catalogue() -> None:
    """An English reader gets the translation that the catalogue has."""
    assert translate("bois-énergie", "en") == "wood fuel"


def test_untranslated_string_stays_french() -> None:
    """A string that nobody translated is shown in French rather than not at all."""
    assert translate("chaîne jamais traduite", "en") == "chaîne jamais traduite"


def test_unknown_language_is_refused() -> None:
    """A language without a catalogue is a mistake of the caller."""
    with pytest.raises(ValueError, match="de"):
        translate("gaz", "de")


def test_braces_of_a_parameter_stay_text() -> None:
    """What a person typed is never read as a template."""
    assert translate("Ligne {row} : {sentence}", "en", row=1, sentence="{row}") == "Row 1: {row}"


@pytest.mark.parametrize(
    ("count", "french", "english"),
    [(0, "0 ligne lue", "0 rows read"), (1, "1 ligne lue", "1 row read"), (2, "2 lignes lues", "2 rows read")],
)
def test_plural_by_language(count: int, french: str, english: str) -> None:
    """Zero is singular in French and plural in English."""
    found = [translate_plural(LINES, count, language, count=count) for language in ("fr", "en")]
    assert found == [french, english]


def test_french_spaces() -> None:
    """No-break spaces stand before ; : ! ? % and inside guillemets, after n° and around the h of an hour."""
    text = french_spaces("n° 3 : « 12 % » ; 14 h 05 !")
    assert text == "n°\u00a03\u00a0: «\u00a012\u202f%\u00a0»\u202f; 14\u00a0h\u00a005\u202f!"
    assert plain_spaces(text) == "n° 3 : « 12 % » ; 14 h 05 !"


def test_capital_touches_the_first_letter_only() -> None:
    """A sentence begins with a capital, accents kept, and nothing else of it changes."""
    assert capital("échirolles et GEG") == "Échirolles et GEG"


def test_long_outside_text_is_one_short_line() -> None:
    """A text from a file loses its line breaks and its end, never the sentence around it."""
    assert shortened("a\nb " + "c" * 100) == "a b " + "c" * 55 + "…"
