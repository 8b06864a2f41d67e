"""A hostile file costs the application little: it is decided within ten seconds and adds a hundred megabytes at most."""

import resource
import subprocess
import sys
import time

from observatory.deposits.check import check
from observatory.deposits.depositor import Depositor
from observatory.settings import PROJECT, settings
from tests.corpus import rejected
from tests.corpus.making import GRENOBLE, as_csv, as_xlsx, good, rows_xlsx

SECONDS, MEGABYTES = 10, 100
FULL = 25_000_000
HOSTILE = {
    **{case.label: (case.content, case.name) for case in (*rejected.SIZES, *rejected.DAMAGE, *rejected.HOSTILE)},
    "blank lines": (b"\n" * FULL, "a.csv"),
    "delimiters": ((b";" * 15 + b"\n") * (FULL // 16), "a.csv"),
    "quotes": (b'"' * FULL, "a.csv"),
    "one line": (b"a" * FULL, "a.csv"),
    "letters of four bytes": ("😀;\n".encode() * (FULL // 6), "a.csv"),
}


def test_hostile_files_cost_little() -> None:
    """Each hostile file, the largest included, is refused in time, and together they add less than a hundred megabytes."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.corpus.test_bounds"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    slowest, added = map(float, done.stdout.split())
    assert slowest < SECONDS
    assert added < MEGABYTES


def _measured() -> tuple[float, float]:
    """The longest time of one file (s), and the memory that all of them added to the most that was taken (MB)."""
    sender, slowest = Depositor((GRENOBLE,)), 0.0
    for content, name in ((as_csv(good(3)), "a.csv"), (as_xlsx(rows_xlsx(good(3))), "a.xlsx")):
        check(content, name, sender, settings())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for content, name in HOSTILE.values():
        start = time.monotonic()
        assert check(content, name, sender, settings()).code is not None
        slowest = max(slowest, time.monotonic() - start)
    return slowest, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


if __name__ == "__main__":
    sys.stdout.write("{} {}".format(*_measured()))
