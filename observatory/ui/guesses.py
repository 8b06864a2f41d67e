"""Wrong codes, counted for a minute and in memory only: whoever tries many is made to wait."""

import time
from collections import defaultdict, deque
from threading import Lock

import streamlit as st

from observatory.errors import ObservatoryError

SECONDS = 60.0


class Guesses:
    """Wrong codes of the last minute by whoever tried them (an address, or a link)."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._wrong: dict[str, deque[float]] = defaultdict(deque)

    def are_too_many(self, who: str) -> bool:
        """Whether they have to wait."""
        with self._lock:
            self._forget()
            return len(self._wrong.get(who, ())) >= self._most

    def check(self, who: str) -> None:
        """Raises ObservatoryError `guesses_too_many` where they have to wait."""
        if self.are_too_many(who):
            raise ObservatoryError("guesses_too_many")

    def add(self, who: str) -> None:
        """One more wrong code."""
        with self._lock:
            self._wrong[who].append(time.monotonic())

    def _forget(self) -> None:
        since = time.monotonic() - SECONDS
        for who, moments in list(self._wrong.items()):
            while moments and moments[0] < since:
                moments.popleft()
            if not moments:
                del self._wrong[who]


def visitor() -> str:
    """The address that this session comes from; empty on the machine of the server itself."""
    return st.context.ip_address or ""


# A hall of sixty people behind one address types some codes wrong; six letters are 887 millions of codes.
CODES = Guesses(60)
SECRETS = Guesses(20)  # of one link
