"""The views of what an item says, one for each form, found through one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.domain.content import Form
from desktop.review.item.chat import ChatView
from desktop.review.item.image import ImageView
from desktop.review.item.markdown import MarkdownView
from desktop.review.item.record import RecordView
from desktop.review.item.text import TextView
from desktop.review.item.view import PartView
from desktop.theme import Theme

FORMS: Mapping[Form, Callable[[Theme], PartView]] = {
    Form.TEXT: TextView,
    Form.MARKDOWN: MarkdownView,
    Form.CHAT: ChatView,
    Form.RECORD: RecordView,
    Form.IMAGE: ImageView,
}

__all__ = ["FORMS", "PartView"]
