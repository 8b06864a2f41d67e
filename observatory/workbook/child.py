"""A child process that may die of a file: few threads, nothing of our environment but what it needs, a time limit."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from observatory.workbook.limits import Limits

_ROOT = Path(__file__).resolve().parents[2]
# Each thread, and each memory pool, reserves address space: without these the limit is spent before any cell is read.
_FEW_THREADS = {
    "POLARS_MAX_THREADS": "2",
    "RAYON_NUM_THREADS": "2",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "1",
}
_INHERITED = ("PATH", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "SYSTEMROOT")


def in_a_child(module: str, arguments: Sequence[str], *, limits: Limits) -> subprocess.CompletedProcess[bytes]:
    """Run one of our modules on files; it is given its memory and its processor time as last arguments.

    Raises subprocess.TimeoutExpired beyond the wall-clock limit.
    """
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    bounds = [str(limits.worker_bytes), str(limits.worker_cpu_seconds)]
    return subprocess.run(  # noqa: S603 (our own module, arguments of our own)
        [sys.executable, "-m", module, *arguments, *bounds],
        env={**inherited, **_FEW_THREADS, "PYTHONPATH": str(_ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=limits.worker_wall_seconds,
        check=False,
    )
