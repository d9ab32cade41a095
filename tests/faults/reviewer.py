"""A reviewer in a process of its own, for tests that kill it, trace it or fill its disk.

    reviewer.py WORKSPACE SEED [LIMIT]     reviews; one line on standard output for each operation, once it is finished

A line is `painted N DECISION ITEM`: the screen has moved past decision DECISION (its id in hexadecimal), about item ITEM. It goes
out in one write, so that whoever reads it or traces the process knows where it stands among the writes to the disk.
`fork` in the place of WORKSPACE makes a server out of it: each line `WORKSPACE SEED` on standard input gives a reviewer of its
own, forked after everything was imported; its process id goes to standard output.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from core.errors import UserError
from core.review.cards import Phase
from core.review.session import ReviewSession
from core.workspace import Workspace
from tests.conftest import COLOURS, settle

PROJECT = "Colours"


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def act(session: ReviewSession, dice: random.Random) -> None:
    """One action: mostly answers, sometimes a skip, an undo, a redo or a flag."""
    screen = session.screen()
    if screen.card.phase is Phase.FINISHED:
        session.next_pass().finish() if not screen.can_undo or dice.random() < 0.5 else session.undo().finish()
    elif screen.card.phase is Phase.SECOND_OPINION:
        session.keep_mine().finish()
    elif screen.can_undo and dice.random() < 0.1:
        session.undo().finish()
    elif screen.can_redo and dice.random() < 0.3:
        session.redo().finish()
    elif dice.random() < 0.1:
        session.flag().finish()
    else:
        (session.skip() if dice.random() < 0.1 else session.choose(dice.choice(COLOURS))).finish()


def review(path: Path, seed: str, limit: int | None) -> None:
    dice = random.Random(seed)
    with Workspace(path, window=True) as workspace:
        session = settle(workspace.session(workspace.project(PROJECT), "ann"))
        number = 0
        while limit is None or number < limit:
            session.painted()
            act(session, dice)
            history = session.screen().history
            number += 1
            say(f"painted {number} {history[0].decision_id if history else '-'} {history[0].item_id if history else '-'}")
            settle(session)


def serve() -> None:
    """Fork a reviewer for each line; whoever asked ends it."""
    for line in sys.stdin:
        path, seed, out = line.split()
        child = os.fork()
        if child == 0:
            os.dup2(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), 1)
            review(Path(path), seed, None)
            os._exit(0)
        say(str(child))
        os.waitpid(child, 0)
        say("gone")


if __name__ == "__main__":
    try:
        if sys.argv[1] == "fork":
            serve()
        else:
            review(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else None)
    except UserError as error:
        say(f"told {error.code}")
        sys.exit(2)
