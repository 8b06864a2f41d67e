"""The grammars: what is a number, a commune's code, a year, and one spelling of a label."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.grammar import DecimalMark, Parsed, fold, fold_expr, parse_insee, parse_number, parse_year

NBSP, THIN_NBSP = "\u00a0", "\u202f"
ASSIGNED = st.characters(exclude_categories=("Cs", "Cn", "Co"), max_codepoint=0x2FFF)


def read_cell(text: str | None, parsed: Parsed) -> tuple[object, str | None]:
    """Return the value and the code of one cell of the column `cell`."""
    frame = pl.DataFrame({"cell": [text]}, schema={"cell": pl.String})
    row = frame.select(parsed.value.alias("value"), parsed.code.alias("code")).row(0)
    return row[0], row[1]


def number(text: str | None, decimal: DecimalMark) -> tuple[object, str | None]:
    """Read one cell as a number."""
    return read_cell(text, parse_number("cell", decimal=decimal))


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("1.234", ".", 1.234),
        ("-0.5", ".", -0.5),
        (".5", ".", 0.5),
        ("12", ".", 12.0),
        (f"174{NBSP}222", ".", 174222.0),
        ("1e3", ".", 1000.0),
        ("1,234", ",", 1.234),
        ("8,911819e+01", ",", 89.11819),
        (f"1{THIN_NBSP}234{NBSP}567,25", ",", 1234567.25),
        (" +5 ", ",", 5.0),
        ("1,234", None, 1.234),
        ("1 234,5", None, 1234.5),
        ("12.5", None, 12.5),
        ("1.2345", None, 1.2345),
        ("1.234e5", None, 123400.0),
        ("0.125", None, 0.125),
        ("1234.567", None, 1234.567),
    ],
)
def test_number_is_read_by_its_declared_mark(text: str, decimal: DecimalMark, expected: float) -> None:
    """A number is read by the decimal mark that its source declares, and without one where only one reading exists."""
    assert number(text, decimal) == (expected, None)


@pytest.mark.parametrize("text", ["1.234", "-12.345", "1.234,56", "1,234.56", "1.234.567", "1,234,567"])
def test_two_readings_are_ambiguous(text: str) -> None:
    """An undeclared text that two people may read as two numbers is neither of them."""
    assert number(text, None) == (None, "number_ambiguous")


@pytest.mark.parametrize("decimal", [".", ",", None])
@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "nan",
        "inf",
        "-Infinity",
        "1e400",
        "1_000",
        "١٢٣",
        "0x10",
        "1,2345,6",
        "5-",
        "--5",
        "TRUE",
        "n.d.",
        "secret",
        "1.2.3",
        "1e",
        "５",
        "12%",
        "−5",
        "1e5.0",
        "#",
        "5.",
    ],
)
def test_what_is_no_ascii_number_is_refused(text: str, decimal: DecimalMark) -> None:
    """Spellings that some parser takes for a number are refused under every decimal mark."""
    assert number(text, decimal) == (None, "not_a_number")


@pytest.mark.parametrize("text", ["12 34", "1 2345", "1  234", "1234 567", "- 5"])
def test_spaces_stand_only_between_groups_of_three(text: str) -> None:
    """A space elsewhere than between groups of three digits makes two cells of one, and no number."""
    assert number(text, None) == (None, "not_a_number")


def test_the_other_mark_is_refused() -> None:
    """Under a declared mark the other one is no decimal mark, nor a thousands separator."""
    assert number("1,234", ".") == (None, "not_a_number")
    assert number("1.234", ",") == (None, "not_a_number")
    assert number("1,234.5", ".") == (None, "not_a_number")


@pytest.mark.parametrize("decimal", [".", ",", None])
@pytest.mark.parametrize("text", [None, "", "  ", NBSP, "\t"])
def test_a_blank_is_no_error(text: str | None, decimal: DecimalMark) -> None:
    """A blank cell has no value and nothing wrong."""
    assert number(text, decimal) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "#N/A",
        "#REF!",
        "#DIV/0!",
        "#VALUE!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#N/D",
        "#VALEUR!",
        "#NOM?",
        "#####",
        "Err:502",
    ],
)
def test_error_cells_are_named(text: str) -> None:
    """A spreadsheet's error value, English or French, is an error cell in every grammar."""
    assert number(text, None) == (None, "cell_error")
    assert read_cell(text, parse_insee("cell")) == (None, "cell_error")
    assert read_cell(text, parse_year("cell", current_year=2026)) == (None, "cell_error")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_survives_its_own_spelling(value: float) -> None:
    """What Python writes for a float is read back as the same float, with a point or with a comma."""
    assert number(repr(value), ".") == (value, None)
    assert number(repr(value).replace(".", ","), ",") == (value, None)


@given(st.text(), st.sampled_from([".", ",", None]))
def test_a_cell_has_a_value_or_a_code_or_is_blank(text: str, decimal: DecimalMark) -> None:
    """No cell has both a value and a code, and only a blank has neither."""
    value, code = number(text, decimal)
    assert value is None or code is None
    if value is None and code is None:
        assert not text.strip()


@given(st.text(st.characters(codec="utf-8", exclude_characters="0123456789")))
def test_a_number_needs_an_ascii_digit(text: str) -> None:
    """Without one of the ten ASCII digits there is no number."""
    assert number(text, None)[0] is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("38185", ("38185", None)),
        (" 2a004 ", ("2A004", None)),
        ("38185.0", ("38185", None)),
        ("01004", ("01004", None)),
        ("1004", ("01004", "insee_repadded")),
        ("1004.0", ("01004", "insee_repadded")),
        ("2C004", (None, "commune_unknown")),
        ("381855", (None, "commune_unknown")),
        ("0100", (None, "commune_unknown")),
        ("Grenoble", (None, "commune_unknown")),
        ("٣٨١٨٥", (None, "commune_unknown")),
        ("", (None, "missing_code")),
        (None, (None, "missing_code")),
    ],
)
def test_insee_codes(text: str | None, expected: tuple[str | None, str | None]) -> None:
    """A commune's code has five characters, and one that lost its zero says that it was padded."""
    assert read_cell(text, parse_insee("cell")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019", (2019, None)),
        (" 2019.0 ", (2019, None)),
        ("1990", (1990, None)),
        ("2026", (2026, None)),
        ("1989", (None, "period_out_of_range")),
        ("2027", (None, "period_out_of_range")),
        ("2019.5", (None, "period_invalid")),
        ("19", (None, "period_invalid")),
        ("20190", (None, "period_invalid")),
        ("", (None, "period_invalid")),
        (None, (None, "period_invalid")),
    ],
)
def test_years(text: str | None, expected: tuple[int | None, str | None]) -> None:
    """A year has four digits and lies between 1990 and the current one."""
    assert read_cell(text, parse_year("cell", current_year=2026)) == expected


def test_columns_keep_their_name() -> None:
    """Value and code bear the name of the column they read, and values have the declared types."""
    frame = pl.DataFrame({"a": ["1"]})
    for parsed in (parse_number("a", decimal=None), parse_insee("a"), parse_year(pl.col("a"), current_year=2026)):
        assert frame.select(parsed.value).columns == frame.select(parsed.code).columns == ["a"]
        assert frame.select(parsed.code).dtypes == [pl.String]
    assert frame.select(parse_number("a", decimal=None).value).dtypes == [pl.Float64]
    assert frame.select(parse_year("a", current_year=2026).value).dtypes == [pl.Int32]


def test_fold_forgets_case_accents_and_spaces() -> None:
    """Two spellings of one header are folded into one."""
    assert fold("  Période ") == fold("PERIODE") == fold("pe\u0301riode") == "periode"
    assert fold("Coût  TTC (€)") == fold("cout_ttc") == "cout_ttc"
    assert fold("Œuvre d'art") == "oeuvre_d_art"
    assert fold(" — ") == ""


@given(st.text(ASSIGNED))
def test_fold_is_the_same_for_text_and_column(text: str) -> None:
    """A text folds alike alone and in a column, into ASCII letters and digits, and folding again changes nothing."""
    folded = fold(text)
    assert pl.DataFrame({"a": [text]}).select(fold_expr("a")).item() == folded
    assert fold(folded) == folded
    assert folded.isascii()
