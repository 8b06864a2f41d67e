"""The figures as they stood: what was answered then is answered again, whatever came since and whatever file is gone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from observatory.answers.contract import Question
from observatory.answers.indicator import answer
from observatory.answers.targets import of_territory
from observatory.errors import QuestionRefused
from observatory.ingest import publish_now, undo
from observatory.settings import Settings
from observatory.store import Store, former, snapshots, targets, upkeep
from observatory.store.former import as_of, read_version
from observatory.store.snapshots import figures
from observatory.territory import parse_territory
from tests.store.test_versions import ore
from tests.stores import settings_in, taken
from tests.targets.test_targets import target

# What each version answered when it was published: MWh of gas of Échirolles by year, counted by hand in the files below.
ANSWERED = {1: {2020: 20.0}, 2: {2020: 25.0, 2021: 26.0}, 3: {2020: 20.0}, 4: {2020: 20.0, 2022: 7.0}}
# One publication a day, at noon UTC.
FIRST_DAY = datetime(2026, 11, 10, 12, tzinfo=UTC)


class Days:
    """A clock that stands at noon of one day until it is told to go on."""

    day = 0

    def now(self, zone: object) -> datetime:
        """Noon of that day."""
        assert zone is UTC
        return FIRST_DAY + timedelta(days=self.day)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Days:
    found = Days()
    monkeypatch.setattr(snapshots, "datetime", found)
    monkeypatch.setattr(targets, "datetime", type("Clock", (datetime,), {"now": staticmethod(found.now)}))
    return found


@pytest.fixture
def settings(tmp_path: Path, small_data: Path, clock: Days) -> Settings:
    """Four versions in four days, of which the last one's file alone is kept."""
    found = settings_in(tmp_path).model_copy(update={"snapshots_kept": 1, "data": small_data})
    taken(found, ore(tmp_path, "a.csv", "Gaz;2020;38151;20"))
    clock.day = 1
    correction = taken(found, ore(tmp_path, "b.csv", "Gaz;2020;38151;25", "Gaz;2021;38151;26"))[0].batch
    assert correction is not None
    clock.day = 2
    undo(correction, found)
    clock.day = 3
    taken(found, ore(tmp_path, "c.csv", "Gaz;2022;38151;7"))
    return found


def answered(settings: Settings, version: str | None) -> dict[int, float]:
    read = as_of(Store(settings.store), version, data=settings.data)
    question = Question("energy", parse_territory("38151"), carriers=("gas",))
    return dict(answer(read.snapshot, question).frame.select("year", "value").iter_rows())


def test_each_version_answers_as_it_did(settings: Settings) -> None:
    """A file, its correction, the undo and one more: each number gives the answer of its day, the default the last."""
    assert [path.name for path in Store(settings.store).published.glob("*.duckdb")] == ["000004.duckdb"]
    assert {number: answered(settings, str(number)) for number in ANSWERED} == ANSWERED
    assert answered(settings, None) == ANSWERED[4]


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("2026-11-10", 1),
        ("2026-11-10 13:00", 1),  # noon in UTC is 13 h in Paris
        ("2026-11-11 12:58", 1),
        ("2026-11-11T13:00", 2),
        ("2026-11-12", 3),
        ("2026-11-13", 4),
        ("2031-01-01", 4),
    ],
)
def test_a_date_is_the_last_version_by_then(settings: Settings, asked: str, number: int) -> None:
    """A day is whole, in French time; a minute too."""
    read = as_of(Store(settings.store), asked, data=settings.data)
    assert read.snapshot.number == number


def test_a_version_built_again_is_the_one_published(tmp_path: Path, small_data: Path) -> None:
    """Its figures are those of the file that `snapshots_kept` removed, and it is dated as it was."""
    settings = settings_in(tmp_path).model_copy(update={"snapshots_kept": 1, "data": small_data})
    taken(settings, ore(tmp_path, "a.csv", "Gaz;2020;38151;20"))
    published = Store(settings.store).snapshot(1)
    then, moment = figures(published), snapshots.current(Store(settings.store)).published_at
    taken(settings, ore(tmp_path, "b.csv", "Gaz;2020;38151;25"))
    assert not published.exists()
    read = as_of(Store(settings.store), "1", data=settings.data)
    assert (figures(read.snapshot.path), read.snapshot.published_at) == (then, moment)
    assert figures(Store(settings.store).snapshot(2)) != then


def test_readers_at_once_build_it_once(settings: Settings) -> None:
    """Six readers of a version that is gone all read the same one, and leave one file."""
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: answered(settings, "2"), range(6)))
    assert found == [ANSWERED[2]] * 6
    assert [path.name for path in Store(settings.store).former.iterdir()] == ["000002.duckdb"]


def test_few_are_kept(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of those built again the last two stay here, and the first is built once more when it is asked for."""
    monkeypatch.setattr(former, "KEPT", 2)
    for number in (1, 2, 3):
        answered(settings, str(number))
    assert {path.name for path in Store(settings.store).former.iterdir()} == {"000002.duckdb", "000003.duckdb"}
    assert answered(settings, "1") == ANSWERED[1]


def test_a_file_of_another_program_version_is_built_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A snapshot whose tables are others is not read, and the next ingest publishes anew."""
    answered(settings, "2")
    monkeypatch.setattr(snapshots, "LAYOUT", "another")
    file = Store(settings.store).former / "000002.duckdb"
    before = file.stat().st_mtime_ns
    assert answered(settings, "2") == ANSWERED[2]
    assert file.stat().st_mtime_ns > before
    with former.writing(Store(settings.store)) as con:
        assert snapshots.behind(con, Store(settings.store))


def test_what_is_not_there_is_refused(settings: Settings) -> None:
    """A number, a date before the first version and what is neither have their codes; the range is told."""
    store = Store(settings.store)
    for asked, code in (
        ("9", "version_unknown"),
        ("2026-11-09", "version_before_first"),
        ("hier", "version_unreadable"),
    ):
        with pytest.raises(QuestionRefused) as refusal:
            as_of(store, asked, data=settings.data)
        assert refusal.value.code == code
        if code == "version_unknown":
            assert (refusal.value.params["oldest"], refusal.value.params["newest"]) == (1, 4)


@pytest.mark.parametrize("text", ["", "-1", "3.0", "２", "2026-02-30", "2026-11-24 25:00", "n° 3", "1234567"])
def test_what_is_no_version_is_not_read(text: str) -> None:
    """Neither a number of the usual digits nor a day that exists."""
    with pytest.raises(QuestionRefused, match="version_unreadable"):
        read_version(text)


def test_a_day_of_the_change_of_hour_is_whole() -> None:
    """On 25 October 2026 the day has 25 hours: it ends at 23 h UTC."""
    assert read_version("2026-10-25") == datetime.fromisoformat("2026-10-25T22:59:59.999999")


def test_targets_are_those_of_then(settings: Settings, clock: Days) -> None:
    """Added on the fifth day and withdrawn on the seventh: there on the fifth and the sixth, before and after not."""
    store = Store(settings.store)
    clock.day = 4
    (kept,) = targets.add(store, target(territory="38151"), author="ALEC", reason="vote")
    clock.day = 6
    targets.withdraw(store, kept.number, author="ALEC", reason="erreur")
    publish_now(settings)
    there = {}
    for asked in ("4", "5", "2026-11-13", "2026-11-14", "2026-11-15", "2026-11-16"):
        read = as_of(store, asked, data=settings.data)
        there[asked] = len(of_territory(read.snapshot, store, parse_territory("38151"), at=read.moment))
    assert there == {"4": 0, "5": 0, "2026-11-13": 0, "2026-11-14": 1, "2026-11-15": 1, "2026-11-16": 0}


def test_a_restore_forgets_what_was_built(settings: Settings, tmp_path: Path) -> None:
    """A copy of another history does not read the versions of the one that it replaces."""
    upkeep.backup(Store(settings.store), tmp_path / "copy")
    answered(settings, "1")
    upkeep.restore(tmp_path / "copy", Store(settings.store))
    assert not Store(settings.store).former.exists()
    assert answered(settings, "1") == ANSWERED[1]
