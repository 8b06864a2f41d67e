"""Every string that a reader may see and that must have a translation.

`python -m observatory.wording.catalogue` prints the strings that lack one, ready to paste into the `.po` of a language,
those whose translation fills other places than the source does, and those that no file uses any more; it exits with 1
where there are any.
"""

import ast
import string
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import normalize

from observatory.indicators import registry
from observatory.store import reference
from observatory.targets import registry as kinds
from observatory.wording.language import LANGUAGES, SOURCE_LANGUAGE, Plural, read_catalogue

PROJECT = Path(__file__).resolve().parents[2]
MARKERS = frozenset({"translate", "N_", "t"})
PLURAL_MARKER = "P_"
PLURAL_FORMS = 2

Source = str | Plural


def collect() -> dict[Source, str]:
    """Each translatable string -> the file that has it first, in the order of the files."""
    found: dict[Source, str] = {}
    for path in _modules():
        for message in marked(path.read_text(encoding="utf-8")):
            found.setdefault(message, path.relative_to(PROJECT).as_posix())
    for key, indicator in registry().items():
        for message in (indicator.label, indicator.definition, indicator.limits):
            found.setdefault(message, f"observatory/indicators/{key}.py")
    for key, kind in kinds().items():
        found.setdefault(kind.label, f"observatory/targets/{key}.py")
    for line in reference.table(PROJECT / "data", "conventions").to_dicts():
        for message in (line["meaning"], line["source"]):
            found.setdefault(message, "data/conventions.csv")
    return found


def marked(code: str) -> Iterator[Source]:
    """The literal strings given to a marker in Python code.

    >>> list(marked("t('Publier'); N_('Tableau'); P_('{n} ligne', '{n} lignes'); t(name)"))
    ['Publier', 'Tableau', Plural(one='{n} ligne', many='{n} lignes', by='count')]
    """
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        literals = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if name in MARKERS and literals and literals[0] == _first_value(node):
            yield literals[0]
        elif name == PLURAL_MARKER and len(literals) == PLURAL_FORMS:
            yield Plural(*literals)


def missing(messages: Iterable[Source], catalogue: Catalog) -> list[Source]:
    """The messages that have no translation, or only a part of one."""
    return [message for message in messages if not _is_translated(message, catalogue)]


def unused(messages: Iterable[Source], catalogue: Catalog) -> list[str]:
    """The sources of the catalogue that stand in no file any more."""
    known = {message.one if isinstance(message, Plural) else message for message in messages}
    return [_ids(entry)[0] for entry in catalogue if entry.id and _ids(entry)[0] not in known]


def misfilled(catalogue: Catalog) -> list[str]:
    """The sources whose translation names other places than they do."""
    return [_ids(entry)[0] for entry in catalogue if entry.id and not _same_places(entry)]


def stub(message: Source, place: str) -> str:
    """An empty `.po` entry for a message."""
    if isinstance(message, Plural):
        ids = f"msgid {normalize(message.one)}\nmsgid_plural {normalize(message.many)}"
        return f'#: {place}\n{ids}\nmsgstr[0] ""\nmsgstr[1] ""\n'
    return f'#: {place}\nmsgid {normalize(message)}\nmsgstr ""\n'


def main() -> int:
    """Print what is missing in each language; the exit status says whether anything is."""
    messages, status = collect(), 0
    for language in (one for one in LANGUAGES if one != SOURCE_LANGUAGE):
        catalogue = read_catalogue(language)
        lacking, wrong, left = missing(messages, catalogue), misfilled(catalogue), unused(messages, catalogue)
        sys.stdout.writelines(f"{stub(message, messages[message])}\n" for message in lacking)
        sys.stdout.writelines(f"# other places in the translation: {message}\n" for message in wrong)
        sys.stdout.writelines(f"# used nowhere: {message}\n" for message in left)
        sys.stdout.write(f"# {language}: {len(lacking)} missing of {len(messages)}\n")
        status |= bool(lacking or wrong or left)
    return status


def _modules() -> list[Path]:
    folders = [PROJECT / "observatory", PROJECT / "pages"]
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def _first_value(call: ast.Call) -> object:
    return call.args[0].value if isinstance(call.args[0], ast.Constant) else None


def _is_translated(message: Source, catalogue: Catalog) -> bool:
    entry = catalogue.get(message.one if isinstance(message, Plural) else message)
    return entry is not None and len(_ids(entry)) == _forms(message) and all(_strings(entry))


def _forms(message: Source) -> int:
    return PLURAL_FORMS if isinstance(message, Plural) else 1


def _ids(entry: Message) -> tuple[str, ...]:
    return (entry.id,) if isinstance(entry.id, str) else tuple(entry.id or ())


def _strings(entry: Message) -> tuple[str, ...]:
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())


def _same_places(entry: Message) -> bool:
    """A form may leave a place out ("one row"), the entry as a whole may not; an empty entry says nothing yet."""
    texts = [text for text in _strings(entry) if text]
    return not texts or set().union(*map(_places, texts)) == set().union(*map(_places, _ids(entry)))


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


if __name__ == "__main__":
    sys.exit(main())
