"""A dashboard as one readable file: what the store keeps is what is exported, and what is imported is checked."""

import json

from pydantic import ValidationError

from observatory.dashboards.contract import Dashboard
from observatory.errors import ObservatoryError
from observatory.grammar import fold

LARGEST = 1_000_000  # bytes
_NAME_LETTERS = 60


def written(dashboard: Dashboard) -> str:
    """The file, indented for a person to read and correct."""
    return json.dumps(dashboard.model_dump(mode="json", exclude_none=True), ensure_ascii=False, indent=2) + "\n"


def file_name(dashboard: Dashboard) -> str:
    """A name for the file."""
    return f"{fold(dashboard.title)[:_NAME_LETTERS].strip('_') or 'tableau'}.json"


def read(content: bytes) -> Dashboard:
    """The dashboard of a file. Raises ObservatoryError `dashboard_unreadable`, QuestionRefused as a screen may."""
    if len(content) > LARGEST:
        raise ObservatoryError("dashboard_unreadable", place="")
    try:
        return Dashboard.model_validate(json.loads(content.decode("utf-8-sig")))
    except ValidationError as error:
        place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in error.errors()[0]["loc"])
        raise ObservatoryError("dashboard_unreadable", place=place) from error
    except (ValueError, RecursionError) as error:
        raise ObservatoryError("dashboard_unreadable", place="") from error
