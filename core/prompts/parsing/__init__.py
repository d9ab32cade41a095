"""What is made of a reply: an answer that is valid for the task, or a miss with its kind and one sentence that says what is wrong."""

from __future__ import annotations

from core.prompts.parsing.reply import Outcome, Parsed, parse_reply

__all__ = ["Outcome", "Parsed", "parse_reply"]
