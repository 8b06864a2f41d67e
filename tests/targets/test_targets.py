"""What a target may be, how it is spelled, and the path that it draws."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.errors import QuestionRefused
from observatory.targets import kind, registry
from observatory.targets.contract import Baseline, Milestone, Shape, Target, Trajectory
from observatory.targets.spelling import read_milestone, read_milestones, read_target, write_target

TWENTY = {"year": 2030, "value": -0.2, "relative": True}


def target(**said: Any) -> Target:
    """A reduction of the energy of a fictional commune; what is not said is −20 % in 2030 from 2015."""
    usual: dict[str, Any] = {
        "scope": "territoire", "territory": "99001", "indicator": "energy", "kind": "reduction",
        "baseline": {"first": 2015, "last": 2015}, "milestones": (TWENTY,),
    }  # fmt: skip
    return Target.model_validate(usual | said)


def path(base: float, **said: Any) -> Trajectory:
    one = target(**said)
    return kind(one.kind).trajectory(one, base)


def test_r18_linear_and_constant_rate_paths() -> None:
    """R18: 100 in 2012 to 80 in 2030 is 91.111 and 90.558 in 2020, 85.556 and 85.116 in 2025."""
    said: dict[str, Any] = {"baseline": {"first": 2012, "last": 2012}}
    linear, rate = path(100.0, **said), path(100.0, **said, path="constant_rate")
    assert linear.at(2020) == pytest.approx(91.111, abs=5e-4)
    assert rate.at(2020) == pytest.approx(90.558, abs=5e-4)
    assert linear.at(2025) == pytest.approx(85.556, abs=5e-4)
    assert rate.at(2025) == pytest.approx(85.116, abs=5e-4)


def test_r27_the_tertiary_decree() -> None:
    """R27: from 200 kWh/m², −40, −50 and −60 % are 120, 100 and 80 in 2030, 2040 and 2050."""
    steps = tuple(
        Milestone(year=year, value=cut, relative=True) for year, cut in ((2030, -0.4), (2040, -0.5), (2050, -0.6))
    )
    found = path(200.0, milestones=steps, baseline={"first": 2010, "last": 2010})
    assert [found.at(year) for year in (2030, 2040, 2050)] == pytest.approx([120, 100, 80])


def test_a_path_asks_nothing_before_its_baseline_and_holds_after_its_end() -> None:
    """Before the baseline there is no path; after the last milestone its level stays."""
    found = path(100.0)
    assert (found.at(2014), found.at(2015), found.at(2040)) == (None, 100.0, pytest.approx(80.0))


def test_a_mean_of_years_starts_in_their_middle() -> None:
    """The mean of 2014 and 2015 stands in the middle of 2014.5: the path is at that mean there."""
    found = path(100.0, baseline={"first": 2014, "last": 2015})
    assert found.points[0] == (2014.5, 100.0)


def test_a_ceiling_is_a_stair() -> None:
    """A ceiling of 90 until 2025 and of 80 until 2030 asks 90, then 80, whatever the baseline."""
    steps = (Milestone(year=2025, value=90, relative=False), Milestone(year=2030, value=80, relative=False))
    found = path(0.0, kind="ceiling", milestones=steps, baseline=None)
    assert [found.at(year) for year in (2020, 2025, 2026, 2031)] == [90, 90, 80, 80]


def test_a_floor_rises() -> None:
    """More is better for a floor: from 50 to at least 60 in ten years, 55 half-way."""
    found = path(50.0, kind="floor", milestones=({"year": 2025, "value": 60, "relative": False},))
    assert (kind("floor").rising, found.at(2020)) == (True, 55.0)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"milestones": ()}, "target_without_milestone"),
        ({"baseline": None}, "target_without_baseline"),
        ({"milestones": ({"year": 2015, "value": -0.2, "relative": True},)}, "target_milestones_order"),
        ({"milestones": (TWENTY, TWENTY)}, "target_milestones_order"),
        ({"baseline": {"first": 2016, "last": 2015}}, "target_milestones_order"),
        ({"baseline": {"first": 2015, "last": 2015, "value": 5.0}}, "target_baseline_undeclared"),
        ({"milestones": ({"year": 2030, "value": -20, "relative": True},)}, "target_milestone_out_of_range"),
        ({"milestones": ({"year": 2030, "value": -5, "relative": False},)}, "target_milestone_out_of_range"),
    ],
)
def test_what_is_no_target_is_refused(said: dict[str, Any], code: str) -> None:
    """A target without milestone or baseline, backwards, undeclared or absurd is refused with its code."""
    with pytest.raises(QuestionRefused) as refused:
        target(**said)
    assert refused.value.code == code


def test_milestones_are_read_as_people_write_them() -> None:
    """A comma, a true minus, a narrow space before the sign of percent, several in any order."""
    assert read_milestone("2030 = −12,5\N{NARROW NO-BREAK SPACE}%") == Milestone(year=2030, value=-0.125, relative=True)
    assert [one.year for one in read_milestones("2050=-50%; 2030=-20%")] == [2030, 2050]


@pytest.mark.parametrize("text", ["2030", "-20%", "2030=vingt", "2030=-20%%", "30=-20%"])
def test_what_is_no_milestone_says_so(text: str) -> None:
    """Anything else is refused and quoted."""
    with pytest.raises(QuestionRefused, match="milestone_unreadable"):
        read_milestone(text)


@given(
    cut=st.integers(-90, 90),
    carriers=st.lists(st.sampled_from(["electricity", "gas", "wood"]), unique=True),
    shape=st.sampled_from(["linear", "constant_rate"]),
    mean=st.integers(0, 3),
    declared=st.one_of(st.none(), st.integers(1, 10**9)),
    text=st.text(alphabet='abc ’é,;"', max_size=40).map(str.strip),
)
def test_what_is_written_is_read_back(
    cut: int, carriers: list[str], shape: str, mean: int, declared: int | None, text: str
) -> None:
    """A target through its texts is the same target."""
    base = Baseline(first=2015, last=2015 + mean, value=declared, source="diagnostic" if declared else "")
    one = target(
        baseline=base, carriers=tuple(carriers), path=Shape(shape), text=text,
        milestones=(Milestone(year=2030, value=cut / 100, relative=True), Milestone(year=2050, value=5000, relative=False)),
    )  # fmt: skip
    assert read_target(write_target(one)) == one


def test_every_kind_has_its_label_and_a_path() -> None:
    """Each declared kind draws a path that ends at its last milestone."""
    for key, one in registry().items():
        found = path(100.0, kind=key)
        assert one.label
        assert found.points[-1][1] == pytest.approx(80.0)
