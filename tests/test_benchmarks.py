"""The benchmarks' own pieces: what can be asked for, and how a measure is judged."""

import sys

import pytest

from benchmarks.__main__ import PARTS, _asked
from benchmarks.engines import QUESTIONS, Engine, written
from benchmarks.national import Growth
from benchmarks.sessions import Crowd
from benchmarks.table import Measure


def test_some_parts_may_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--only pages,answers` gives both, in the order of the page; without it all are; an unknown one is refused."""
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--only", "pages,answers"])
    assert _asked() == ["answers", "pages"]
    monkeypatch.setattr(sys, "argv", ["benchmarks"])
    assert _asked() == list(PARTS)
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--only", "everything"])
    with pytest.raises(SystemExit):
        _asked()


def test_growth_holds_within_its_bound_and_ratio() -> None:
    """20 ms that become 30 hold under 30 ms; 10 that become 25 do not, nor 20 that become 31."""
    pairs = ((0.020, 0.030), (0.010, 0.025), (0.020, 0.031))
    judged = [Growth(Measure("", [small]), Measure("", [large], 30)).holds for small, large in pairs]
    assert judged == [True, False, False]


def test_memory_is_flat_within_a_twentieth() -> None:
    """A last third of 104 MiB over a middle one of 100 is flat; one of 106 is not."""
    waits = Measure("", [0.1])
    judged = [Crowd(waits, [90.0, 90.0, 100.0, 100.0, last, last], 0.0).flat for last in (104.0, 106.0)]
    assert judged == [True, False]


def test_an_engine_that_was_not_asked_has_a_dash() -> None:
    """A question that one engine was not asked stands as a dash, and what each was given is said below."""
    name = next(iter(QUESTIONS))
    lines = written([Engine("A", "an index", 1.4, {name: Measure(name, [0.002])}), Engine("B", "nothing", 0.0, {})])
    assert lines[2] == f"| {name} | 2.0 ms | – |"
    assert lines[-1] == "* B: nothing."
