"""What suggesters need of a workspace."""

from __future__ import annotations

import asyncio
from concurrent.futures import Executor
from dataclasses import dataclass, field

from sqlalchemy import Engine

from core.llm.book import CallBook
from core.llm.caller import Caller
from core.llm.provider import Provider
from core.runtime.loop import LoopThread
from core.storage.writer import Writer
from core.suggest.made import Made


@dataclass(frozen=True, slots=True)
class House:
    """The workspace's readers and writers, its workers, its loop, and its way to models.

    `offline`: no model is called; in a throwaway copy nobody would know what was spent. `under_way`: what is being made now, by
    suggester and item; only the loop touches it.
    """

    read: Engine
    writer: Writer
    executor: Executor
    loop: LoopThread
    provider: Provider
    book: CallBook
    caller: Caller
    offline: bool = False
    under_way: dict[tuple[int, int], asyncio.Future[Made]] = field(default_factory=dict[tuple[int, int], "asyncio.Future[Made]"])
