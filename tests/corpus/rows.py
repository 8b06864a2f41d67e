"""Files of which some rows are wrong: every code of a row, and the good rows around it."""

from tests.corpus.making import (
    GRENOBLE,
    WITH_ERRORS,
    Case,
    as_csv,
    as_ods,
    as_xls,
    as_xlsx,
    good,
    line,
    rows_case,
    rows_xlsx,
)
from tests.workbook.forge import Raw, error, row

# Five good lines stand first, on rows 2 to 6.
FIVE = good(5)


def _wrong(label: str, code: str, *lines: dict[str, object], **told: object) -> Case:
    """Five good lines, then wrong ones from row 7 on."""
    places = tuple((7 + at, code) for at in range(len(lines)))
    return rows_case(label, [*FIVE, *lines], *places, **told)


def _book(label: str, code: str, line_of: dict[str, object], **told: object) -> Case:
    lines = [*FIVE, line_of]
    return rows_case(label, lines, (7, code), content=as_xlsx(rows_xlsx(lines)), name="a.xlsx", **told)


NUMBERS = (
    _wrong(
        "#N/A and #REF! in a text",
        "cell_error",
        line(consommation="#N/A"),
        line(periode="2023-02", consommation="#REF!"),
    ),
    _book("#DIV/0! in a workbook", "cell_error", line(consommation=error("#DIV/0!"))),
    _wrong("an error for a meter", "cell_error", line(compteur="#REF!")),
    _book("an error for a period", "cell_error", line(periode=error("#VALUE!"))),
    _book("a sum never calculated", "formula_not_calculated", line(consommation=Raw("", "<f>SUM(A1:A2)</f>"))),
    _wrong(
        "a formula as a text",
        "formula_not_calculated",
        line(consommation="=12*3"),
        line(cout_ttc="=A2*2", periode="2023-02"),
    ),
    _wrong("words", "not_a_number", line(consommation="environ 100"), line(periode="2023-02", consommation="100 kWh")),
    _wrong(
        "numbers of other programs",
        "not_a_number",
        line(consommation="NaN"),
        line(periode="2023-02", consommation="1_000"),
        line(periode="2023-03", consommation="1e400"),
    ),
    _wrong("other digits", "not_a_number", line(consommation="١٢٣")),
    _wrong("a dash for nothing", "not_a_number", line(consommation="-")),
    _book("a truth value", "not_a_number", line(consommation=True)),
    _wrong("a cost in words", "not_a_number", line(cout_ttc="12,50 €")),
    _wrong("a lone point", "number_ambiguous", line(consommation="1.234")),
    _wrong(
        "points and commas",
        "number_ambiguous",
        line(consommation="1.234,56"),
        line(periode="2023-02", consommation="1,234.56"),
    ),
    _book("a lone point in a text cell", "number_ambiguous", line(consommation="1.234")),
    _wrong("a cost with a lone point", "number_ambiguous", line(cout_ht="1.250")),
    _wrong("the use of a country", "out_of_range", line(consommation="99999999999")),
    _book("a thousand billion litres", "out_of_range", line(fluide="eau", unite="L", consommation=1e15)),
    _wrong("a bill of two billion", "out_of_range", line(cout_ttc="2000000000")),
    _wrong("a negative bill", "negative", line(consommation="-12")),
    _wrong("a negative delivery", "negative", line(nature="livraison", consommation="-1,5", fluide="fioul", unite="L")),
    _wrong("a negative cost", "negative", line(cout_ttc="-12,5")),
    rows_case(
        "an index that falls",
        [
            *FIVE,
            *(
                line(nature="index", periode=f"2023-0{m}", consommation=c)
                for m, c in ((1, "100"), (2, "150"), (3, "20"), (4, "60"))
            ),
        ],
        (9, "negative"),
        staged=7,
    ),
)
WORDS = (
    _wrong("a long comment", "text_too_long", line(commentaire="x" * 1_001)),
    _wrong("a long site", "text_too_long", line(site="École " * 60)),
    _wrong("a long meter", "text_too_long", line(compteur="7" * 300)),
    rows_case(
        "no code where there are two communes",
        [*(told | {"code_insee": GRENOBLE} for told in FIVE), line()],
        (7, "missing_code"),
        communes=(GRENOBLE, "38179"),
    ),
    rows_case(
        "a name alone where there are two communes",
        [*(told | {"code_insee": "38179"} for told in FIVE), line(commune="Gières")],
        (7, "missing_code"),
        communes=(GRENOBLE, "38179"),
    ),
    _wrong("no fluid", "missing_value", line(fluide="")),
    _wrong("no unit", "missing_value", line(unite="")),
    _wrong("no period", "missing_value", line(periode="")),
    _wrong(
        "one date of two",
        "missing_value",
        line(periode="", date_debut="01/01/2023"),
        line(periode="", date_fin="31/01/2023", compteur="B"),
    ),
    _wrong("units of nobody", "unit_unknown", line(unite="kW"), line(periode="2023-02", unite="euros")),
    _wrong(
        "units of another fluid",
        "unit_unknown",
        line(fluide="eau", unite="kWh"),
        line(unite="L"),
        line(fluide="reseau_chaleur", unite="m3"),
    ),
    _wrong("gas by volume", "unit_unknown", line(fluide="gaz", unite="m3")),
    _wrong("fluids of nobody", "fluid_unknown", line(fluide="plutonium"), line(fluide="école")),
    _book("a number for a fluid", "fluid_unknown", line(fluide=3)),
    _wrong("a nature of nobody", "nature_unknown", line(nature="prélèvement"), line(nature="devis", periode="2023-02")),
)
PERIODS = (
    _wrong(
        "no month", "period_invalid", line(periode="2023-13"), line(periode="00/2023"), line(periode="janvembre 2023")
    ),
    _wrong("no quarter", "period_invalid", line(periode="T5 2023"), line(periode="S3 2023"), line(periode="hiver")),
    _wrong("no day", "period_invalid", line(periode="", date_debut="30/02/2023", date_fin="15/03/2023")),
    _wrong(
        "an end before its start", "period_invalid", line(periode="", date_debut="01/02/2023", date_fin="31/01/2023")
    ),
    _wrong(
        "long ago",
        "period_out_of_range",
        line(periode="1989"),
        line(periode="12/1989"),
        line(periode="", date_debut="31/12/1989", date_fin="31/01/1990"),
    ),
    _wrong(
        "to come",
        "period_out_of_range",
        line(periode="2027"),
        line(periode="12/2026"),
        line(periode="", date_debut="2026-11-01", date_fin="2027-01-31"),
    ),
    _wrong("a serial number", "period_is_a_number", line(periode="44927"), line(periode="44958,0")),
    _book("a serial number in a workbook", "period_is_a_number", line(periode=45000)),
    _wrong("dates by number", "period_is_a_number", line(periode="", date_debut="44927", date_fin="31/01/2023")),
    _wrong("a day", "period_not_month", line(periode="15/01/2023"), line(periode="2023-02-10")),
    _book("a day in a workbook", "period_not_month", line(periode="2026-01-22 00:00:00")),
)
REPEATS = (
    rows_case(
        "two values", [*FIVE, line(), line(consommation="101")], (7, "duplicate_conflict"), (8, "duplicate_conflict")
    ),
    rows_case(
        "two costs and a copy",
        [*FIVE, line(cout_ttc="10"), line(cout_ttc="12"), line(cout_ttc="10")],
        (7, "duplicate_conflict"),
        (8, "duplicate_conflict"),
        (9, "duplicate_conflict"),
    ),
    rows_case(
        "two units",
        [*FIVE, line(consommation="1", unite="MWh"), line(consommation="1000")],
        (7, "duplicate_conflict"),
        (8, "duplicate_conflict"),
    ),
    rows_case(
        "a period and the same by its dates",
        [*FIVE, line(), line(periode="", date_debut="01/01/2023", date_fin="31/01/2023", consommation="7")],
        (7, "duplicate_conflict"),
        (8, "duplicate_conflict"),
    ),
    rows_case(
        "two meters, as was answered",
        [*FIVE, line(compteur=""), line(compteur="", consommation="101")],
        answers={"duplicate_conflict|38185|École||electricity|bill": "two_meters"},
    ),
    rows_case(
        "a correction, as was answered",
        [*FIVE, line(), line(consommation="101")],
        answers={"duplicate_conflict|38185|École|A|electricity|bill": "correction"},
        accepted=6,
        duplicates=1,
        warnings=((7, "corrected_below"),),
    ),
)
_RAGGED = as_csv(FIVE) + "École;A;2023-01;trop court\n".encode()
RAGGED = (
    Case("a short record", _RAGGED, outcome=WITH_ERRORS, read=6, accepted=5, rejected=1, errors=((7, "field_count"),)),
    Case(
        "a long record after a blank line",
        as_csv(FIVE) + b"\n" + b";".join([b"1"] * 20) + b"\n",
        outcome=WITH_ERRORS,
        read=6,
        accepted=5,
        rejected=1,
        errors=((8, "field_count"),),
    ),
)
OTHERS = (
    rows_case(
        "errors of an .ods",
        [*FIVE, line(consommation="abc"), line(fluide="vent", consommation=12.5)],
        (7, "not_a_number"),
        (8, "fluid_unknown"),
        content=as_ods([*FIVE, line(consommation="abc"), line(fluide="vent", consommation=12.5)]),
        name="a.ods",
    ),
    rows_case(
        "errors of an .xls",
        [*FIVE, line(periode="", consommation=1.5), line(consommation=b"#N/A")],
        (7, "missing_value"),
        (8, "cell_error"),
        content=as_xls([*FIVE, line(periode="", consommation=1.5), line(consommation=b"#N/A")]),
        name="a.xls",
    ),
    rows_case(
        "three errors of one line count once",
        [*FIVE, line(fluide="vent", consommation="abc", periode="44927")],
        (7, "fluid_unknown"),
        (7, "not_a_number"),
        (7, "period_is_a_number"),
    ),
    Case(
        "a title, a blank line and a comment row keep the sheet's numbers",
        as_csv([*FIVE, line(consommation="abc")], above=["Relevés de la commune", "", "Année 2023"]),
        outcome=WITH_ERRORS,
        read=6,
        accepted=5,
        rejected=1,
        errors=((10, "not_a_number"),),
    ),
    Case(
        "a header on row 20 of a workbook",
        as_xlsx(row(1, "Énergie") + rows_xlsx([*FIVE, line(unite="kW")], first=20)),
        "a.xlsx",
        outcome=WITH_ERRORS,
        read=6,
        accepted=5,
        rejected=1,
        errors=((26, "unit_unknown"),),
    ),
)
CASES = (*NUMBERS, *WORDS, *PERIODS, *REPEATS, *RAGGED, *OTHERS)
