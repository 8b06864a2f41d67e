"""The figures of Objectifs: a territory against its target, and against the benchmarks set above it."""

from collections.abc import Sequence

from observatory.answers.progress import Progress, answer_of, progress_of
from observatory.answers.targets import benchmarks, of_territory, own
from observatory.figures.progress import CRISIS, progress_chart
from observatory.figures.shown.contract import Figure, Shown, Subject
from observatory.settings import settings
from observatory.store.targets import Kept
from observatory.vocabulary import Scope
from observatory.wording.language import N_


def kept(subject: Subject) -> tuple[Kept, ...]:
    """Targets of the territory and of its communes."""
    return of_territory(subject.snapshot, subject.store, subject.view.place, at=subject.moment)


def mine(subject: Subject) -> tuple[Kept, ...]:
    """Targets of the territory itself."""
    return tuple(one for one in own(kept(subject)) if one.target.territory == subject.view.territory)


def chosen(subject: Subject) -> Kept | None:
    """The target that is shown; None where the territory has none."""
    found = mine(subject)
    wanted = subject.view.option("objectif")
    return next((one for one in found if str(one.number) == wanted), found[0] if found else None)


def read(subject: Subject, found: Sequence[Kept]) -> tuple[Progress, ...]:
    """Their progress, the years of the health crisis set aside where the view says so."""
    crisis = frozenset(CRISIS) if subject.view.option("ecarter") == "oui" else frozenset()
    # What is read of territories is the same for all, and remembered for all.
    own_sites = any(one.target.scope is Scope.PATRIMOINE for one in found)
    through = subject.eyes if own_sites else None
    return progress_of(subject.snapshot, tuple(found), set_aside=crisis, through=through)


def main(subject: Subject) -> Shown | None:
    """The territory against its target."""
    one = chosen(subject)
    return None if one is None else _shown(subject, read(subject, (one,))[0])


def lines(subject: Subject) -> tuple[Progress, ...]:
    """The benchmarks that are read on the territory."""
    return read(subject, benchmarks(settings().data, subject.view.place))


def benchmark(subject: Subject) -> Shown | None:
    """The territory beside one benchmark, that the figure names after the dot."""
    found = next((one for one in lines(subject) if str(-one.kept.number) == subject.part), None)
    return None if found is None or found.refused is not None else _shown(subject, found)


def _shown(subject: Subject, one: Progress) -> Shown:
    source = answer_of(subject.snapshot, one, subject.eyes)
    return Shown(progress_chart(one, source, language=subject.language), source)


FIGURES = (
    Figure("progress", N_("Avancement de l'objectif"), main),
    Figure("benchmark", N_("Repère"), benchmark),
)
