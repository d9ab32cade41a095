"""Redaction before sending: what can be recognised for sure becomes a placeholder, and comes back in the answer.

One file for each kind, found through `FINDERS`, in the order of precedence: where two kinds overlap, the earlier one has it. A text
that looks like a placeholder of ours ("[EMAIL_1]") is itself replaced by one, so restoring always gives back what was there.
"""

from __future__ import annotations

from core.prompts.redaction import card, email, iban, phone
from core.prompts.redaction.finder import Finder, Place
from core.prompts.redaction.redactor import FINDERS, Redacted, Redactor, redact, restore

__all__ = ["FINDERS", "Finder", "Place", "Redacted", "Redactor", "card", "email", "iban", "phone", "redact", "restore"]
