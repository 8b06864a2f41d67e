"""Progress on the real figures: who gets a status, who is refused and why, and figures checked by hand."""

from collections import Counter
from datetime import date, datetime
from itertools import combinations
from statistics import median
from typing import Any

import pytest

from observatory.answers.contract import Question
from observatory.answers.indicator import answer
from observatory.answers.progress import Progress, progress_of, question_of
from observatory.answers.targets import benchmarks
from observatory.figures.progress import progress_chart
from observatory.methods.progress import Verdict
from observatory.settings import PROJECT
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.store.targets import Kept
from observatory.targets.contract import Target
from observatory.targets.spelling import read_baseline, read_milestones
from observatory.territory import parse_territory

METROPOLIS = "epci:200040715"


def kept(territory: str, number: int = 1, **said: Any) -> Kept:
    """A target as it is kept; what is not said is −20 % of electricity in 2030 from 2015."""
    usual: dict[str, Any] = {
        "scope": "territoire", "indicator": "energy", "kind": "reduction", "carriers": ("electricity",),
        "baseline": "2015", "milestones": "2030=-20%", "deliberated": date(2024, 6, 27),
    }  # fmt: skip
    fields = usual | said
    target = Target.model_validate(
        fields | {
            "territory": territory,
            "baseline": read_baseline(fields["baseline"]) if isinstance(fields["baseline"], str) else fields["baseline"],
            "milestones": read_milestones(fields["milestones"]),
        }
    )  # fmt: skip
    return Kept(number, 1, "add", datetime(2026, 11, 1), "adviser", "deliberation", target)  # noqa: DTZ001


def read(snapshot: Snapshot, territory: str, **said: Any) -> Progress:
    return progress_of(snapshot, (kept(territory, **said),))[0]


def refused(one: Progress) -> str | None:
    return one.refused.code if one.refused else None


@pytest.fixture(scope="module")
def metropolis(snapshot: Snapshot) -> tuple[Progress, ...]:
    """−20 % of electricity in 2030 from 2015, for each of the 49 communes."""
    codes = totals.members(snapshot, parse_territory(METROPOLIS))["insee_code"].to_list()
    return progress_of(snapshot, tuple(kept(code, at) for at, code in enumerate(codes)))


def test_the_split_of_the_49_communes(metropolis: tuple[Progress, ...]) -> None:
    """Each of the 49 gets one status, or is refused because what is withheld decides."""
    found = Counter(refused(one) or str(one.verdict) for one in metropolis)
    assert found == {
        "on_track": 11, "far_off": 8, "moving_away": 7, "reached": 6, "too_slow": 3, "target_hidden_decides": 14,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "verdict"),
    [("38151", Verdict.ON_TRACK), ("38421", Verdict.TOO_SLOW), ("38170", Verdict.FAR_OFF)],
)
def test_three_communes_by_hand(
    snapshot: Snapshot, metropolis: tuple[Progress, ...], code: str, verdict: Verdict
) -> None:
    """Path, required pace and median of the slopes of all pairs, by plain arithmetic on the published totals."""
    rows = answer(snapshot, Question("energy", parse_territory(code), years=(2015, 2023), carriers=("electricity",)))
    years, values = rows.frame["year"].to_list(), rows.frame["value"].to_list()
    path = values[0] * (1 - 0.2 * 8 / 15)
    needed = (0.8 * values[0] - values[-1]) / 7
    pace = median((y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(zip(years, values, strict=True), 2))
    one = next(one for one in metropolis if one.target.territory == code)
    assert one.gap[0] == pytest.approx(values[-1] - path)
    assert one.required == pytest.approx(needed)
    assert one.judged is not None
    assert one.judged.standing.observed == pytest.approx(pace)
    factor = needed / pace
    by_hand = Verdict.ON_TRACK if values[-1] <= path else Verdict.TOO_SLOW if 1 < factor < 2 else Verdict.FAR_OFF
    assert (one.verdict, by_hand) == (verdict, verdict)


def test_echirolles_has_a_status_though_cells_are_withheld(metropolis: tuple[Progress, ...]) -> None:
    """Each year since 2018 hides a few small cells; whatever they hold, it is under its path or catching up."""
    one = next(one for one in metropolis if one.target.territory == "38151")
    assert set(one.observed.statuses[-6:]) == {"partial"}
    assert (refused(one), one.verdict) == (None, Verdict.ON_TRACK)


def test_grenoble_is_refused_across_2015_and_read_since(snapshot: Snapshot) -> None:
    """Its local operator enters in 2015: a baseline of 2012 is refused with the comparable years, 2015 is not."""
    across = read(snapshot, "38185", baseline="2012")
    assert across.refused is not None
    assert across.refused.code == "target_break_between"
    assert list(across.refused.params["comparable"]) == list(range(2015, 2024))
    assert read(snapshot, "38185").verdict is not None


def test_a_sector_is_refused_across_2018(snapshot: Snapshot) -> None:
    """The small professionals leave residential in 2018: a residential target from 2015 has no status."""
    one = read(snapshot, "38151", sectors=("residential",))
    assert refused(one) == "target_break_between"
    since = read(snapshot, "38151", sectors=("residential",), baseline="2018")
    assert since.case is not None
    assert since.case.comparable == (2018, 2023)


def test_all_energies_are_not_electricity_and_gas(snapshot: Snapshot) -> None:
    """The law speaks of all energies, the data of two: the benchmark is refused for every territory, and has no status."""
    for territory in ("38151", METROPOLIS):
        (one,) = progress_of(snapshot, benchmarks(PROJECT / "data", parse_territory(territory)))
        assert refused(one) == "target_perimeter_wider"
        assert one.refused is not None
        assert one.refused.params["covered"] == ["electricity", "gas"]
        assert one.verdict is Verdict.NO_TARGET


def test_a_benchmark_that_can_be_read_has_a_path_and_no_verdict(snapshot: Snapshot) -> None:
    """A national target on electricity alone draws its line: no gap, no pace, no probability, no status."""
    one = read(snapshot, "38151", origin="national")
    assert refused(one) is None
    assert one.trajectory is not None
    assert (one.gap, one.required, one.arrival, one.judged) == ((None, None), None, None, None)
    assert one.verdict is Verdict.NO_TARGET
    drawn = progress_chart(one, answer(snapshot, question_of(one.target)), language="fr")
    assert drawn.title.startswith("Repère national")
    assert drawn.facts == ()
    assert [series.key for series in drawn.series] == ["observed", "path", "goal"]


@pytest.mark.parametrize(
    ("territory", "said", "code"),
    [
        ("38151", {"baseline": "2005"}, "target_baseline_outside"),
        ("38151", {"carriers": ("electricity", "wood")}, "target_perimeter_wider"),
        ("dep:38", {}, "target_area_partly_covered"),
        ("38151", {"scope": "patrimoine"}, "target_scope_mismatch"),
        ("38151", {"indicator": "population", "carriers": ()}, "target_not_followed"),
        ("38151", {"indicator": "heat_network_share", "carriers": ()}, "indicator_below_grain"),
        ("99001", {}, "territory_unknown"),
    ],
)
def test_what_cannot_be_read_is_refused(snapshot: Snapshot, territory: str, said: dict[str, Any], code: str) -> None:
    """A target that the data cannot answer is refused with its code, never approximated."""
    assert refused(read(snapshot, territory, **said)) == code


def test_the_earliest_comparable_year_is_offered(snapshot: Snapshot) -> None:
    """2005 is not in the data: 2011 is offered, and taken explicitly it is told as a substitute."""
    one = read(snapshot, "38151", baseline="2005")
    assert one.refused is not None
    assert one.refused.params["earliest"] == 2011
    taken = read(snapshot, "38151", baseline={"first": 2011, "last": 2011, "instead_of": 2005})
    assert "target_baseline_substitute" in {note.code for note in taken.notes}


def test_a_declared_baseline_names_its_source(snapshot: Snapshot) -> None:
    """180 GWh declared for 2005: the path starts there, and the source is told."""
    base = {"first": 2005, "last": 2005, "value": 180_000.0, "source": "diagnostic du PCAET"}
    one = read(snapshot, "38151", baseline=base)
    assert one.trajectory is not None
    assert one.trajectory.points[0] == (2005.0, 180_000.0)
    assert {note.code for note in one.notes} >= {"target_baseline_declared", "target_electrification"}


def test_emissions_of_one_year_are_too_few(snapshot: Snapshot) -> None:
    """One year of inventory is no pace: data are insufficient, and nothing is drawn from it."""
    one = read(snapshot, "38151", indicator="emissions", carriers=(), baseline="2016")
    assert one.verdict is Verdict.INSUFFICIENT


def test_setting_two_years_aside_changes_the_pace_alone(snapshot: Snapshot) -> None:
    """Without 2020 and 2021 the pace is of seven years; gap, path and baseline stay."""
    both = (kept("38185"),)
    whole, without = progress_of(snapshot, both)[0], progress_of(snapshot, both, set_aside=frozenset({2020, 2021}))[0]
    assert whole.gap == without.gap
    assert whole.judged is not None
    assert without.judged is not None
    assert (whole.judged.standing.points, without.judged.standing.points) == (9, 7)
    assert whole.judged.standing.observed != without.judged.standing.observed


def test_an_area_has_one_status_of_its_own(snapshot: Snapshot) -> None:
    """The metropolis since 2015 covers its 49 communes: one path, one status."""
    one = read(snapshot, METROPOLIS)
    assert (refused(one), one.verdict) == (None, Verdict.ON_TRACK)
    assert one.observed.share == pytest.approx(1.0)


def test_a_constant_rate_is_told_in_percent(snapshot: Snapshot) -> None:
    """−20 % in fifteen years is −1.477 % a year from the baseline; the pace of 2023 to 2030 is about that."""
    one = read(snapshot, "38185", path="constant_rate")
    assert one.judged is not None
    assert one.judged.standing.on_logs
    assert one.trajectory is not None
    assert one.trajectory.at(2016) == pytest.approx(
        one.observed.values[one.observed.years.index(2015)] * 0.8 ** (1 / 15)
    )


def test_the_fan_and_the_probability_agree(metropolis: tuple[Progress, ...]) -> None:
    """Where the 80 % fan ends wholly under the target, its probability is above 90 %, and the reverse."""
    for one in metropolis:
        if one.judged is None or one.judged.fan is None or one.judged.probability is None or one.trajectory is None:
            continue
        level = one.trajectory.points[-1][1]
        if one.judged.fan.high[-1] < level:
            assert one.judged.probability > 0.9
        if one.judged.fan.low[-1] > level:
            assert one.judged.probability < 0.1
