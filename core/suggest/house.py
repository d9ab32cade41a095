"""What suggesters need of a workspace."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass

from sqlalchemy import Engine

from core.llm.book import CallBook
from core.llm.caller import Caller
from core.llm.provider import Provider
from core.runtime.loop import LoopThread
from core.storage.writer import Writer


@dataclass(frozen=True, slots=True)
class House:
    """The workspace's readers and writers, its workers, its loop, and its way to models.

    `offline`: no model is called; in a throwaway copy nobody would know what was spent.
    """

    read: Engine
    writer: Writer
    executor: Executor
    loop: LoopThread
    provider: Provider
    book: CallBook
    caller: Caller
    offline: bool = False
