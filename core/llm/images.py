"""Images that are sent to models that can see: read from the disk when a call is sent, never from an address.

They go as data URLs in a list of content parts (OpenAI API reference, "Images and vision"), which LiteLLM turns into what each provider
takes. A call's record names the file and its hash, and does not hold the picture.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from core.domain.calls import FailureKind
from core.errors import UserError
from core.llm.types import CallFailure, Image

#: larger ones are not sent: the smallest limit among the large providers (Anthropic, "Vision": 5 MB for each image)
MOST_BYTES = 5_000_000
#: tokens that are held for an image: more than the large providers count for one at full size
TOKENS = 6_000
#: how a file begins, and what it is then
_TYPES = ((b"\x89PNG", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"))


def image_at(path: str) -> Image:
    """The image in a local file. Raises `UserError` when it is not there, too large, or no PNG, JPEG, GIF or WebP."""
    data = _read(Path(path))
    if data is None or len(data) > MOST_BYTES:
        what = "cannot be read" if data is None else f"is larger than {MOST_BYTES // 1_000_000} MB"
        raise UserError("prompt.image", f"The image of this item {what}.", kept="Nothing was sent.", todo="Look at its path.")
    if not _type_of(data):
        raise UserError("prompt.image", "The image of this item is no PNG, JPEG, GIF or WebP.", kept="Nothing was sent.")
    return Image(path, hashlib.sha256(data).hexdigest())


def content_of(text: str, images: tuple[Image, ...]) -> str | list[dict[str, Any]]:
    """The content of a message: the text alone, or the text and the images. Raises `CallFailure` when a file has changed since."""
    if not images:
        return text
    return [{"type": "text", "text": text}, *({"type": "image_url", "image_url": {"url": _url(image)}} for image in images)]


def _url(image: Image) -> str:
    data = _read(Path(image.path))
    if data is None or hashlib.sha256(data).hexdigest() != image.sha256:
        raise CallFailure(FailureKind.INVALID_ANSWER, "The image of the item has changed, or is gone.")
    return f"data:{_type_of(data)};base64,{base64.b64encode(data).decode()}"


def _type_of(data: bytes) -> str:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for begins, kind in _TYPES if data.startswith(begins)), "")


def _read(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError:
        return None
