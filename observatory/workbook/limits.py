"""How much of a file is looked at, by who sends it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Sizes beyond which a file is refused before, or killed while, it is read."""

    max_rows: int
    max_columns: int = 200
    # A parser lays out the whole rectangle from the first cell to the last: 10 M cells fit the child's memory.
    max_cells: int = 10_000_000
    file_bytes: int = 25 << 20
    archive_entries: int = 2_000
    archive_bytes: int = 100 << 20
    archive_ratio: int = 150
    # A small archive of blank sheets deflates better than any bomb needs to.
    ratio_from_bytes: int = 1 << 20
    line_chars: int = 64 << 10
    worker_bytes: int = 600 << 20
    worker_cpu_seconds: int = 20
    worker_wall_seconds: int = 30
    # A text beyond `file_bytes` (an adviser's national file) is read in parts; 0 where none is taken.
    large_bytes: int = 0
    large_rows: int = 0
    # Small enough that the memory of one part is taken again for the next, and not asked anew of the system.
    part_bytes: int = 24 << 20


COMMUNE = Limits(max_rows=50_000)
ADVISER = Limits(max_rows=1_000_000, large_bytes=4 << 30, large_rows=20_000_000)
