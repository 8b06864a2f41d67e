"""What a commune says of one of its sites, beside its bills: what it is, how large, and since when it is its own."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

LONGEST_NAME = 200


class Site(BaseModel):
    """One site of a commune, under the name that its bills bear.

    `closed` and `transferred` are the last days on which the commune used, or paid for, the site; a site that was
    transferred (street lights to a syndicat, a pool to an EPCI) goes on, and is no saving. None: not told.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    kind: str = ""  # a code of vocabulary.SITE_KINDS; "" where nobody said
    area_m2: float | None = Field(default=None, gt=0, le=1_000_000)
    light_points: int | None = Field(default=None, gt=0, le=1_000_000)
    opened: date | None = None
    closed: date | None = None
    transferred: date | None = None
    transferred_to: str = Field(default="", max_length=LONGEST_NAME)

    @property
    def until(self) -> date | None:
        """The last day on which it was the commune's own."""
        ends = [day for day in (self.closed, self.transferred) if day is not None]
        return min(ends, default=None)
