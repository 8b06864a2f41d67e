"""One sentence per code: what is wrong, and what to do."""

import ast
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import observatory
from observatory.wording.language import LANGUAGES
from observatory.wording.notes import NOTES
from observatory.wording.phrases import places_of
from observatory.wording.sentences import CODES, SENTENCES, finding, report, row_finding
from observatory.wording.typography import plain_spaces


def _codes(text: str) -> list[str]:
    return text.split()


# The stable codes that the documentation promises.
REJECTED = _codes(
    """
    file_empty file_too_large file_damaged file_encrypted format_unsupported format_mismatch archive_too_large
    archive_suspicious xml_dtd_forbidden macro_forbidden formula_forbidden sheet_too_large no_data choose_sheet
    missing_column duplicate_header csv_quotes csv_delimiter csv_line_too_long encoding_mixed commune_unknown
    commune_mismatch not_your_commune too_many_errors name_refused unrecognised
    """
)
ROWS = _codes(
    """
    cell_error formula_not_calculated not_a_number number_ambiguous out_of_range negative text_too_long missing_code
    missing_value unit_unknown fluid_unknown sector_unknown carrier_unknown period_invalid period_out_of_range
    period_is_a_number period_not_month duplicate_conflict field_count date_invalid date_out_of_range copies_differ
    minimum_above_maximum
    """
)
WARNINGS = _codes(
    """
    insee_repadded extension_corrected name_differs encoding_cp1252 duplicate_identical total_ignored
    meter_digits_lost unit_suspect hidden_rows hidden_sheet_ignored external_link_ignored formula_value_used
    already_received doubtful_value sudden_zero jump gap
    """
)
QUESTIONS = _codes(
    """
    document_failed logo_missing store_busy store_empty archive_missing archive_damaged batch_unknown batch_not_standing snapshot_unknown
    territory_unreadable territory_unknown indicator_unknown indicator_below_grain parameter_unknown
    years_unreadable dimension_unknown imputed_not_ranked network_commune_left_out format_unknown
    correction_not_uniform correction_not_between_communes correction_not_of_indicator station_unknown
    degree_days_missing version_unreadable version_unknown version_before_first
    """
)
RAISED = frozenset({"FileRejected", "QuestionRefused", "ObservatoryError", "Finding", "warning"})


def say(code: str, language: str = "fr", **params: Any) -> str:
    """A finding's sentence with ordinary spaces."""
    return plain_spaces(finding(code, params, language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [*REJECTED, *ROWS, *WARNINGS, *QUESTIONS])
def test_every_documented_code_has_its_sentence(code: str, language: str) -> None:
    """No documented code falls back on the generic sentence, even without its parameters."""
    assert code in CODES
    assert finding(code, {}, language) != finding("brand_new", {}, language).replace("brand_new", code)


def test_every_code_that_is_raised_has_its_sentence() -> None:
    """Each code written in the package where a refusal or a finding is made is in a table of sentences."""
    assert not sorted(_codes_raised(RAISED) - CODES)


def test_every_note_that_is_made_has_its_sentence() -> None:
    """Each code written in the package where a note is made is in the table of notes."""
    assert not sorted(_codes_raised(frozenset({"Note"})) - set(NOTES))


def test_plainest_variant_needs_nothing() -> None:
    """The last variant of every code can be said without any parameter."""
    assert not [code for code, variants in SENTENCES.items() if places_of(variants[-1:])]


def test_unknown_code_says_so() -> None:
    """A code without a sentence is quoted, and whom to tell is said."""
    assert say("brand_new") == (
        "Anomalie « brand_new » : ce message n'a pas encore été écrit. Signalez ce code à l'équipe de l'observatoire."
    )


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (
            "1.234",
            "Ligne 14, colonne « consommation » : « 1.234 » peut se lire 1234 ou 1,234. Écrivez 1234 ou 1,234.",
        ),
        (
            "1.234,56",
            (
                "Ligne 14, colonne « consommation » : « 1.234,56 » mêle points et virgules. Écrivez le nombre sans "
                "séparateur de milliers, avec une virgule."
            ),
        ),
    ],
)
def test_ambiguous_number(value: str, sentence: str) -> None:
    """An ambiguous number shows both readings, as they are to be written."""
    assert plain_spaces(row_finding(14, "consommation", value, "number_ambiguous", {}, "fr")) == sentence


def test_row_sentence_in_english() -> None:
    """The place and the sentence are both translated."""
    found = row_finding(14, "Conso", "douze", "not_a_number", {}, "en")
    assert found == "Row 14, column “Conso”: “douze” is not a number. Write a number, without unit or text."


def test_row_sentence_without_a_place() -> None:
    """A finding that knows no row is a sentence of its own; one that knows no column says the row."""
    assert row_finding(None, None, None, "missing_value", {}, "fr").startswith("La valeur manque.")
    assert plain_spaces(row_finding(3, None, None, "field_count", {"found": 1, "expected": 11}, "fr")) == (
        "Ligne 3 : la ligne a 1 cellule et l'en-tête en a 11. Vérifiez les séparateurs et les guillemets."
    )


def test_value_from_a_file_is_shortened() -> None:
    """A cell of a page of text does not drown its sentence."""
    assert len(row_finding(3, "nom", "x" * 5000, "not_a_number", {}, "fr")) < 200


def test_password() -> None:
    """A protected workbook says how to go on."""
    assert say("file_encrypted", part="EncryptedPackage") == (
        "Ce fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis déposez-le de nouveau."
    )


def test_size_and_limit() -> None:
    """A file that is too big says how big, and how big it may be."""
    assert say("file_too_large", size=31_400_000, limit=25_000_000) == (
        "Ce fichier pèse 31,4 Mo et la limite est de 25 Mo. Retirez les feuilles inutiles ou découpez-le en plusieurs "
        "fichiers."
    )


def test_a_workbook_too_large_is_told_to_become_text() -> None:
    """Only text is read beyond 25 MB: a larger workbook says how to make one of it."""
    assert say("file_too_large", reason="workbook", size=31_400_000, limit=25_000_000) == (
        "Ce classeur pèse 31,4 Mo et la limite est de 25 Mo. Enregistrez la feuille utile au format CSV, qui est lu "
        "même s'il est plus gros, ou retirez les feuilles inutiles."
    )


def test_a_file_near_no_source_may_be_described() -> None:
    """Where no source has a column of the file, the page where an own table is described is told all the same."""
    assert "décrivez-la sur la page « Ajouter une source »" in say("unrecognised")


def test_already_received() -> None:
    """The same bytes again say when they first came, and under what number."""
    moment = dt.datetime(2026, 11, 22, 13, 5, tzinfo=dt.UTC)
    assert say("already_received", batch=1118, received_at=moment) == (
        "Reçu le 22/11/2026 à 14 h 05, n° 1118 : ce fichier est déjà enregistré, à l'identique. Rien à faire ; "
        "déposez une version modifiée pour le remplacer."
    )


def test_unrecognised_names_the_nearest_sources() -> None:
    """A file that no source knows says what each of the nearest lacks, and where a table of one's own is described."""
    nearest = [{"source": "ore_commune", "missing": ["Année", "Nb sites"]}, {"source": "own", "missing": [*"abcdef"]}]
    assert say("unrecognised", nearest=nearest, by_address=False) == (
        "Aucune source connue n'a les colonnes de ce fichier. Les plus proches : Agence ORE, consommation par commune "
        "(il manque Année et Nb sites) et own (il manque a, b, c et 3 autres). Déposez le fichier tel que son éditeur "
        "le publie ou, si c'est une table à vous, décrivez-la sur la page « Ajouter une source » (ou par « observatory "
        "map »)."
    )


def test_by_address_is_refused_politely() -> None:
    """A layout by address says what it is, and which file is needed."""
    assert say("unrecognised", nearest=[], by_address=True) == (
        "Ce fichier donne des consommations par adresse. Une adresse n'est pas une commune, et leur somme ne ferait "
        "pas le total de la commune : merci de déposer le fichier par commune du même éditeur."
    )


def test_years_in_columns_are_refused_with_what_to_do() -> None:
    """One column a year: the shape that is expected, and what reads it then."""
    assert say("unrecognised", nearest=[], by_address=False, years_across=True) == (
        "Ce fichier a une colonne par année, comme le parc de véhicules par commune : aucune source connue n'a cette "
        "forme. Si ce sont des consommations, dépliez-le en une ligne par commune et par année, avec une colonne "
        "« année » et une colonne « valeur » : « observatory map » saura alors le lire, sans les communes fictives "
        "comme 38XXX."
    )


def test_a_file_without_communes_names_its_levels() -> None:
    """A file of EPCI and régions says which levels it has, and which file is needed."""
    assert say("no_commune_level", levels=["EPCI", "Région"]) == (
        "Ce fichier ne donne que d'autres niveaux que la commune (EPCI et Région) : l'observatoire additionne des "
        "communes. Déposez le fichier par commune ou par IRIS du même éditeur."
    )


def test_merged_commune_in_a_question() -> None:
    """A former code leads to the commune of today."""
    assert say(
        "territory_unknown", territory="38014", name="Arandon", current="Arandon-Passins", insee_code="38297"
    ) == ("Arandon (38014) fait aujourd'hui partie d'Arandon-Passins. Choisissez Arandon-Passins (38297).")


def test_heat_share_of_a_commune() -> None:
    """The share of heat networks says why it stops at the EPCI; another indicator is named."""
    assert "en dessert d'autres" in say("indicator_below_grain", indicator="heat_network_share", territory="38185")
    assert say("indicator_below_grain", indicator="energy", territory="38185") == (
        "« Consommation d'énergie » n'a pas de sens pour une commune seule. Choisissez un EPCI, un département ou un "
        "groupe."
    )


def test_a_correction_says_what_it_lacks() -> None:
    """A refused correction names the carriers, the sectors and the years without it, and what to choose."""
    lacking = {"carriers": ["gas"], "sectors": ["residential"], "years": [2018, 2019]}
    assert say("correction_not_uniform", of="publisher", **lacking) == (
        "L'éditeur ne corrige du climat que l'électricité résidentielle d'Enedis, depuis 2018 ; sa correction manque "
        "pour gaz (résidentiel) en 2018–2019. Choisissez d'autres années, ou l'autre correction."
    )
    assert say("correction_not_uniform", of="sdes", **lacking).startswith("Aucune part de chauffage n'est convenue")


def test_known_values_are_all_listed() -> None:
    """A reader who must choose sees every choice."""
    assert say("parameter_unknown", value="x", known=["a", "b", "c", "d", "e", "f"]).endswith(
        "parmi : a, b, c, d, e et f."
    )


def test_report_line() -> None:
    """A report says what was read, recorded and left to correct, in agreement with the counts."""
    line = report(rows_read=36, rows_accepted=33, rows_rejected=3, duplicates=0, language="fr")
    assert line == "36 lignes lues, 33 enregistrées, 3 à corriger"
    alone = report(rows_read=1, rows_accepted=1, rows_rejected=0, duplicates=2, language="fr", recorded=False)
    assert alone == "1 ligne lue, 1 acceptée, 2 en double"


def test_report_line_of_a_batch() -> None:
    """A recorded file says when it came and under what number."""
    moment = dt.datetime(2026, 11, 22, 13, 5, tzinfo=dt.UTC)
    counts = {"rows_read": 36, "rows_accepted": 33, "rows_rejected": 3, "duplicates": 0}
    line = report(**counts, language="fr", batch=118, received_at=moment)
    assert plain_spaces(line) == "Reçu le 22/11/2026 à 14 h 05, n° 118 : 36 lignes lues, 33 enregistrées, 3 à corriger"


def _codes_raised(makers: frozenset[str]) -> set[str]:
    """The literal codes that the package gives to one of these names."""
    found: set[str] = set()
    for path in Path(observatory.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in makers:
                given = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "code")]
                found |= {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return found
