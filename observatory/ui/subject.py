"""What the figures of this run are made of: the view of this session over the snapshot of this run."""

from observatory.figures.shown import Subject
from observatory.ui import data, session, state
from observatory.ui.addresses import contours


def subject() -> Subject:
    """The present view, through the eyes of this session's user."""
    read = data.read()
    addresses = tuple(contours().items())
    return Subject(read.snapshot, data.store(), state.view(), addresses, moment=read.moment, user=session.user())
