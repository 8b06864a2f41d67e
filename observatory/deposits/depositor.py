"""For whom somebody sends files."""

from dataclasses import dataclass

from observatory.workbook.limits import COMMUNE, Limits


@dataclass(frozen=True)
class Depositor:
    """The communes that somebody may deposit for (one: a blank code is that commune), and how large a file may be.

    `splits`: a file of several communes is divided among them.
    """

    communes: tuple[str, ...]
    limits: Limits = COMMUNE
    splits: bool = False

    @property
    def only(self) -> str | None:
        """The commune that a blank code means."""
        return self.communes[0] if len(self.communes) == 1 else None
