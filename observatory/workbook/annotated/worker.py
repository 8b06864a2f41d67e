"""The child process in which an .xlsx is marked: its parts are the depositor's, and as large as she likes.

Run as `python -m observatory.workbook.annotated.worker FOLDER MEMORY CPU_SECONDS`: reads `workbook.xlsx` and
`notes.json` there, and writes `marked.xlsx`.
"""

import json
import sys
from pathlib import Path

from observatory.workbook.annotated.contract import Note, Words
from observatory.workbook.worker import limit_process


def main(arguments: list[str]) -> None:
    """Set the limits of this process, then mark the workbook."""
    folder, memory, cpu_seconds = Path(arguments[0]), *arguments[1:]
    limit_process(memory=int(memory), cpu_seconds=int(cpu_seconds))
    from observatory.workbook.annotated.marking import marked  # noqa: PLC0415 (within the limits)

    told = json.loads((folder / "notes.json").read_text(encoding="utf-8"))
    notes = [Note(**note) for note in told["notes"]]
    done = marked((folder / "workbook.xlsx").read_bytes(), notes, Words(**told["words"]))
    (folder / "marked.xlsx").write_bytes(done)


if __name__ == "__main__":
    main(sys.argv[1:])
