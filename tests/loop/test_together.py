"""Ten depositors, four of them of one commune and one year, an adviser who publishes, and ten readers, all at once."""

import threading
from pathlib import Path

import pytest

from observatory.deposits.loop import State, sent, trust_commune
from observatory.settings import Settings
from observatory.store import Store, private, upkeep
from tests.deposits_made import ADVISER, HERE, stands
from tests.loop import lives

# Four send for one commune; six for a commune each.
OTHERS = ("38185", "38001", "38045", "38229", "38382", "38421")
WHO = {**{f"site {n}": HERE for n in range(4)}, **{f"site {4 + n}": code for n, code in enumerate(OTHERS)}}
READERS, ROUNDS, MANY = 10, 1, 20
PAIRS = "SELECT insee_code, site, count(*) AS lines, count(DISTINCT energy_mwh) AS amounts FROM site_use GROUP BY ALL"


def read(settings: Settings, stop: threading.Event, wrong: list[str]) -> None:
    """Look again and again: each site has both lines of one deposit, or none."""
    try:
        while not stop.is_set():
            snapshot = private.current(Store(settings.store))
            if snapshot is not None:
                wrong += [str(row) for row in snapshot.query(PAIRS).rows() if row[2:] != (2, 1)]
    except Exception as error:  # noqa: BLE001 - told by the test
        wrong.append(repr(error))


@pytest.mark.parametrize("rounds", [ROUNDS, pytest.param(MANY, marks=[pytest.mark.long, pytest.mark.timeout(3600)])])
@pytest.mark.parametrize(
    "trusts",
    [HERE, pytest.param("", marks=pytest.mark.long)],
    ids=["four publish at once", "the adviser publishes all"],
)
def test_all_at_once(settings: Settings, tmp_path: Path, rounds: int, trusts: str) -> None:
    """Nobody is told an error, nothing counts twice, no reader sees half a deposit, and everybody's last word stands."""
    if trusts:
        trust_commune(trusts, ADVISER, settings, at_once=True)
    stop, closed, wrong = threading.Event(), tmp_path / "closed", []
    readers = [threading.Thread(target=read, args=(settings, stop, wrong)) for _ in range(READERS)]
    for one in readers:
        one.start()
    depositors = [lives.started(lives.depositor, settings, WHO[site], site, rounds, tmp_path / site) for site in WHO]
    desk = lives.started(lives.adviser, settings, tmp_path / "desk", closed)
    for one in depositors:
        one.join(600)
    closed.touch()
    desk.join(600)
    stop.set()
    for one in readers:
        one.join()
    assert {name: (tmp_path / name).read_text(encoding="utf-8") for name in (*WHO, "desk")} == dict.fromkeys(
        (*WHO, "desk"), "done"
    )
    assert wrong == []
    assert [one.state for one in sent(ADVISER, settings)] == [State.PUBLISHED] * (rounds * len(WHO))
    for code in set(WHO.values()):
        sites = [site for site, commune in WHO.items() if commune == code]
        assert stands(settings, code) == {(site, month): float(rounds) for site in sites for month in (1, 2)}
    assert upkeep.verify(Store(settings.store), data=settings.data) == []
