"""What the figures of this run are made of: the view of this session over the snapshot of this run."""

from observatory.figures.shown import Subject
from observatory.ui import data, state
from observatory.ui.addresses import contours


def subject() -> Subject:
    """The present view."""
    read = data.read()
    return Subject(read.snapshot, data.store(), state.view(), tuple(contours().items()), moment=read.moment)
