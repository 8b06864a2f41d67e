"""Who is in front of the screen: the one place that pages ask."""

from observatory.access import LOCAL, User


def user() -> User:
    """The user of this session: the adviser of this machine, for every commune."""
    return LOCAL
