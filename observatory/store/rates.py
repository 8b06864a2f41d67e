"""How much each depositor may send: enough for years of bills in one afternoon, too little to fill a disk."""

from datetime import UTC, datetime, timedelta

from observatory.errors import QuestionRefused
from observatory.store import control
from observatory.store.place import Store

FILES_AN_HOUR, BYTES_A_DAY = 60, 500 << 20


def spend(store: Store, account: str, sha256: str, size: int) -> None:
    """Count a file that somebody sends; the same again is none. Raises QuestionRefused `too_many_files`."""
    now = datetime.now(UTC).replace(tzinfo=None)
    hour, day = (now - timedelta(hours=1)).isoformat(), (now - timedelta(days=1)).isoformat()
    with control.deciding(store) as connection:
        connection.execute("DELETE FROM received_lately WHERE moment < ?", [day])
        files, held = connection.execute(
            """SELECT count(*) FILTER (WHERE moment >= ?), coalesce(sum(bytes), 0) FROM received_lately
               WHERE account = ?""",
            [hour, account],
        ).fetchone()
        same = "SELECT count(*) FROM received_lately WHERE account = ? AND sha256 = ?"
        if connection.execute(same, [account, sha256]).fetchone()[0]:
            return
        if files >= FILES_AN_HOUR or held + size > BYTES_A_DAY:
            raise QuestionRefused("too_many_files", files=FILES_AN_HOUR, megabytes=BYTES_A_DAY >> 20)
        connection.execute("INSERT INTO received_lately VALUES (?, ?, ?, ?)", [account, sha256, now.isoformat(), size])
