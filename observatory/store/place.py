"""The folder of a store and the names of what it holds."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Store:
    """One folder: the archive, the working database, the published snapshots."""

    path: Path

    @property
    def archive(self) -> Path:
        """The bytes as received, by their sha256."""
        return self.path / "archive"

    @property
    def working(self) -> Path:
        """Batches, findings, versions and pointer; nobody keeps it open."""
        return self.path / "working.duckdb"

    @property
    def lock(self) -> Path:
        """Held by the one writer of the moment."""
        return self.path / "working.lock"

    @property
    def control(self) -> Path:
        """What people decide (targets), read by many processes at once."""
        return self.path / "control.sqlite"

    @property
    def published(self) -> Path:
        """Read-only snapshots, and CURRENT."""
        return self.path / "published"

    @property
    def former(self) -> Path:
        """Snapshots of the past that were built again to be read; any of them may go."""
        return self.path / "former"

    @property
    def private(self) -> Path:
        """The same for what only a commune and its adviser may see, and CURRENT."""
        return self.path / "private"

    @property
    def staged(self) -> Path:
        """Rows of deposits that were read and checked, and wait for an adviser."""
        return self.path / "staged"

    def snapshot(self, number: int) -> Path:
        """The file of one snapshot."""
        return self.published / f"{number:06d}.duckdb"
