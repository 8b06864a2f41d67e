"""Links to a dashboard: a random code, an end, a count of openings, and no word of who opened them."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from observatory.errors import ObservatoryError
from observatory.store import Store, codes, control, dashboards, links

NOON = datetime.fromisoformat("2026-11-25T12:00")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """What `now` says: the last of the list."""
    moments = [NOON]
    monkeypatch.setattr(links, "now", lambda: moments[-1])
    return moments


def refused(store: Store, code: str) -> str:
    with pytest.raises(ObservatoryError) as refusal:
        links.get(store, code)
    return refusal.value.code


def test_a_code_is_short_random_and_says_nothing(store: Store) -> None:
    """Twelve signs that no eye takes for others; two links to one dashboard have nothing in common."""
    made = [links.make(store, 3, maker="local").code for _ in range(50)]
    assert len({one[:4] for one in made}) > 40
    assert all(len(one) == 12 and not set(one) & set("01oil") and one == one.lower() for one in made)


def test_a_link_says_what_it_reaches(store: Store) -> None:
    """The dashboard, its version and that of the data are those it was made with; dashes and capitals are no matter."""
    code = links.make(store, 3, maker="local", version=2, snapshot=5).code
    found = links.get(store, f"{code[:4]}-{code[4:].upper()} ")
    assert (found.dashboard, found.version, found.snapshot, found.maker) == (3, 2, 5, "local")
    assert (found.expires_at, found.asks_code, found.openings) == (None, False, 0)


@pytest.mark.parametrize("code", ["", "x", "aaaaaaaaaaaa", "<script>alert(1)</script>", "é" * 12, "a" * 100_000])
def test_an_unknown_or_damaged_code_opens_nothing(store: Store, code: str) -> None:
    """Whatever is written, before the first link and after it, it is unknown, and nothing else is said."""
    assert refused(store, code) == "link_unknown"
    links.make(store, 3, maker="local")
    assert refused(store, code) == "link_unknown"


def test_a_revoked_link_opens_no_more(store: Store, clock: list[datetime]) -> None:
    """Revoked, it is closed for good, keeps its first moment and leaves the list; the other link stands."""
    gone, other = (links.make(store, 3, maker="local").code for _ in range(2))
    links.revoke(store, gone)
    clock.append(NOON + timedelta(days=1))
    links.revoke(store, gone)
    assert refused(store, gone) == "link_revoked"
    with pytest.raises(ObservatoryError) as refusal:
        links.get(store, gone)
    assert refusal.value.params == {"moment": NOON}
    assert [link.code for link in links.of(store, 3)] == [other]


def test_a_link_ends_with_its_time(store: Store, clock: list[datetime]) -> None:
    """Made for seven days, it opens one second before their end and not at it; one without end still does."""
    week, ever = (links.make(store, 3, maker="local", days=days).code for days in (7, None))
    clock.append(NOON + timedelta(days=7, seconds=-1))
    assert links.get(store, week).expires_at == NOON + timedelta(days=7)
    clock.append(NOON + timedelta(days=7))
    assert refused(store, week) == "link_expired"
    assert links.get(store, ever).expires_at is None
    with control.reading(store) as connection:
        assert connection is not None
        assert links.standing(connection, [week, ever, "zzzzzzzzzzzz"]) == {ever}


def test_a_link_may_ask_for_a_code(store: Store) -> None:
    """The code opens however it is spelled, no other does, and the store does not hold it."""
    secret = codes.new(codes.SECRET_LETTERS)
    link = links.make(store, 3, maker="local", secret=secret)
    assert link.asks_code
    assert links.opens(store, link.code, f" {secret[:3]} {secret[3:].upper()}")
    other = secret[1:] + ("2" if secret[0] != "2" else "3")
    assert not any(links.opens(store, link.code, wrong) for wrong in ("", other, "é"))
    assert secret.encode() not in store.control.read_bytes()


def test_openings_are_counted_by_day_and_name_nobody(store: Store, clock: list[datetime]) -> None:
    """Three openings on two days are three; what is kept of them is a code, a day and a number."""
    code = links.make(store, 3, maker="local").code
    links.count(store, code)
    links.count(store, code)
    clock.append(NOON + timedelta(days=1))
    links.count(store, code)
    assert links.get(store, code).openings == 3
    with control.reading(store) as connection:
        assert connection is not None
        rows = [tuple(row) for row in connection.execute("SELECT * FROM link_openings ORDER BY day")]
    assert rows == [(code, "2026-11-25", 2), (code, "2026-11-26", 1)]


def test_a_store_from_before_links_has_none(store: Store) -> None:
    """A control database whose tables are older than links has no link, and no list of them."""
    dashboards.add(store, "one")
    with control.deciding(store) as connection:
        connection.execute("DROP TABLE links")
        assert links.standing(connection, ["aaaaaaaaaaaa"]) == frozenset()
    assert refused(store, "aaaaaaaaaaaa") == "link_unknown"
    assert links.of(store, 1) == ()
