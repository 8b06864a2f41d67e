"""What becomes of what communes send: looked at, sent, judged, published, taken back; and nothing of it is ever lost.

Every call takes the person who acts, and asks `access.authorize` before anything is read or done.
"""

from observatory.deposits.loop.desk import Followed, changes, followed, original, sent, withdraw
from observatory.deposits.loop.differences import Differences, differences
from observatory.deposits.loop.follow_up import FollowUp, MeterGap, follow_up
from observatory.deposits.loop.meters import meters
from observatory.deposits.loop.receipt import Receipt
from observatory.deposits.loop.receive import depositor, look
from observatory.deposits.loop.reconcile import Reconciled, reconcile
from observatory.deposits.loop.review import (
    Decision,
    Entry,
    Found,
    Judge,
    entry,
    found,
    hold,
    publish,
    queue,
    send_back,
    trust_commune,
    trusted,
    undo,
)
from observatory.deposits.loop.transmit import transmit
from observatory.store.deposits import Deposit, Mode, State, Step

__all__ = [
    "Decision",
    "Deposit",
    "Differences",
    "Entry",
    "FollowUp",
    "Followed",
    "Found",
    "Judge",
    "MeterGap",
    "Mode",
    "Receipt",
    "Reconciled",
    "State",
    "Step",
    "changes",
    "depositor",
    "differences",
    "entry",
    "follow_up",
    "followed",
    "found",
    "hold",
    "look",
    "meters",
    "original",
    "publish",
    "queue",
    "reconcile",
    "send_back",
    "sent",
    "transmit",
    "trust_commune",
    "trusted",
    "undo",
    "withdraw",
]
