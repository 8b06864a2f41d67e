"""One measure: what was timed, how long it took, and the bound it must keep."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """Durations of one thing, in seconds, with its bounds in milliseconds (None where it has none)."""

    name: str
    seconds: Sequence[float]
    median_bound: float | None = None
    p95_bound: float | None = None

    @property
    def median(self) -> float:
        """Milliseconds."""
        return statistics.median(self.seconds) * 1000

    @property
    def p95(self) -> float:
        """Milliseconds."""
        ranked = sorted(self.seconds)
        return ranked[min(len(ranked) - 1, int(0.95 * len(ranked)))] * 1000

    @property
    def holds(self) -> bool:
        """Whether each bound that there is holds."""
        return (self.median_bound is None or self.median <= self.median_bound) and (
            self.p95_bound is None or self.p95 <= self.p95_bound
        )


def timed(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def written(measures: Sequence[Measure], unit: Measure) -> list[str]:
    """Lines of a Markdown table; `unit` is the measure that the ratios are of."""
    lines = [
        f"| what | runs | median | 95th percentile | × {unit.name} | bound (median / p95) | holds |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in measures:
        bounds = " / ".join("–" if bound is None else f"{bound:g} ms" for bound in (one.median_bound, one.p95_bound))
        lines.append(
            f"| {one.name} | {len(one.seconds)} | {one.median:.1f} ms | {one.p95:.1f} ms "
            f"| {one.median / unit.median:.1f} | {bounds} | {'yes' if one.holds else '**no**'} |"
        )
    return lines
