"""What is declared is declared whole: an indicator has all that a page and a reader need."""

from observatory.indicators import Measure, registry
from observatory.sources import registry as sources
from observatory.vocabulary import Scope
from observatory.wording.notes import caveat


def test_every_indicator_is_declared_whole() -> None:
    """Scope, unit, label, definition and limits; a ratio has its denominator."""
    for key, one in registry().items():
        assert one.key == key
        assert one.scope in Scope
        assert all(text.strip() for text in (one.unit, one.label, one.definition, one.limits)), key
        assert (one.denominator is None) == (one.unit in {"MWh", "tCO₂e", "hab.", "m³", "€"}), key
        assert one.numerator in Measure


def test_every_caveat_has_its_sentence() -> None:
    """Each limit that a source declares is a sentence in both languages, not its code."""
    for source in sources().values():
        for code in source.caveats:
            for language in ("fr", "en"):
                assert " " in caveat(code, language), code
                assert code not in caveat(code, language)
