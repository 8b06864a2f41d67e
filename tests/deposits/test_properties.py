"""What holds of every file, whatever its lines: counts, order, independence of rows."""

import datetime as dt
import random
from collections import Counter

from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from observatory.deposits.check import check
from observatory.deposits.checked import Checked
from observatory.deposits.depositor import Depositor
from observatory.errors import Outcome
from observatory.settings import settings
from tests.corpus.making import GRENOBLE, as_csv, good, line

TODAY = dt.date(2026, 11, 25)
LINES = st.fixed_dictionaries(
    {
        "site": st.sampled_from(["École", "Mairie", "", "Total", "=1+1"]),
        "compteur": st.sampled_from(["", "A", "B", "1,23457E+13"]),
        "periode": st.sampled_from(["2023", "2023-01", "02/2023", "44927", "", "2027-01", "15/01/2023", "1980"]),
        "fluide": st.sampled_from(["electricite", "gaz", "eau", "vent", ""]),
        "nature": st.sampled_from(["", "", "avoir", "index", "devis"]),
        "consommation": st.sampled_from(["", "1", "2", "-3", "1.234", "#N/A", "abc", "99999999999999"]),
        "unite": st.sampled_from(["kWh", "MWh", "m3", "", "kW"]),
        "cout_ttc": st.sampled_from(["", "", "10", "-10", "x"]),
        "commentaire": st.sampled_from(["", "noté"]),
    }
)
FILES = st.lists(LINES, max_size=12)
PROBES = tried(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def judged(lines: list[dict[str, object]]) -> Checked:
    """The verdict on lines of the template."""
    return check(as_csv(lines), "a.csv", Depositor((GRENOBLE,)), settings(), today=TODAY)


def said(checked: Checked) -> Counter[tuple[object, ...]]:
    """What would be kept, but for the rows it stands on, and the remark of one of several that are the same."""
    return Counter(checked.rows.drop("row", "sheet", "comment", "reading").rows())


@given(FILES)
@PROBES
def test_counts_add_up(lines: list[dict[str, object]]) -> None:
    """Rows read are accepted, rejected or duplicates; a refused file accepts none; each rejected row has its error."""
    checked = judged(lines)
    assert checked.rows_read == checked.rows_accepted + checked.rows_rejected + checked.duplicates
    assert checked.rows_read <= len(lines)
    if checked.outcome is Outcome.REJECT:
        assert checked.rows.is_empty()
        assert checked.rows_accepted == 0
    else:
        assert {each.row for each in checked.errors} == set(checked.file_rows.filter(fate="rejected")["row"])
        assert checked.rows_rejected * 2 <= checked.rows_read
        assert checked.rows.height <= checked.rows_accepted


@given(FILES, st.randoms(use_true_random=False))
@PROBES
def test_the_order_of_rows_does_not_matter(lines: list[dict[str, object]], chance: random.Random) -> None:
    """Shuffled lines have the same outcome, counts and errors, and would be kept as the same."""
    shuffled = chance.sample(lines, len(lines))
    first, second = judged(lines), judged(shuffled)
    assert (first.outcome, first.code) == (second.outcome, second.code)
    assert (first.rows_read, first.rows_accepted) == (second.rows_read, second.rows_accepted)
    assert Counter(each.code for each in first.errors) == Counter(each.code for each in second.errors)
    assert said(first) == said(second)


@given(FILES)
@PROBES
def test_a_row_more_changes_only_its_own(lines: list[dict[str, object]]) -> None:
    """A good line of another site, at the end, adds its own reading and leaves every finding as it was."""
    first = judged([*good(len(lines) + 1), *lines])
    second = judged([*good(len(lines) + 1), *lines, line(site="Un autre site", compteur="Z")])
    assert first.outcome is not Outcome.REJECT
    assert first.findings == second.findings
    assert second.rows_accepted == first.rows_accepted + 1
    assert second.rows.height == first.rows.height + 1


@given(FILES)
@PROBES
def test_a_file_says_the_same_twice(lines: list[dict[str, object]]) -> None:
    """Judging twice gives the same verdict, and what would be kept has each key once."""
    first, second = judged(lines), judged(lines)
    assert (first.outcome, first.code, first.findings, first.questions) == (
        second.outcome,
        second.code,
        second.findings,
        second.questions,
    )
    assert first.rows.equals(second.rows)


@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "a", "../a.csv", "\0.csv"]))
@PROBES
def test_any_bytes_have_a_verdict(content: bytes, name: str) -> None:
    """No bytes and no name raise anything: each has an outcome, and a refusal its code."""
    checked = check(content, name, Depositor((GRENOBLE,)), settings(), today=TODAY)
    assert (checked.code is not None) == (checked.outcome is Outcome.REJECT)


@given(
    st.text(max_size=40),
    st.sampled_from(
        [
            "site",
            "compteur",
            "periode",
            "fluide",
            "nature",
            "consommation",
            "unite",
            "cout_ht",
            "code_insee",
            "commune",
            "date_debut",
            "commentaire",
        ]
    ),
)
@tried(max_examples=150, deadline=None)
def test_any_text_in_any_cell_has_a_verdict(text: str, column: str) -> None:
    """No text in any column raises anything, and good lines around it are counted."""
    checked = judged([*good(3), line(**{column: text})])
    assert checked.outcome in set(Outcome)
