"""The encoder for English: all-MiniLM-L6-v2 (Apache-2.0), int8, on onnxruntime with one thread.

Its two files lie in `resources/encoder/`, made at set-up by `packaging/build_encoder.py`. As sentence-transformers does, the text
is cut at 256 tokens and the vector is the normalised mean over all tokens; both are part of the graph (see `core.encode.graph`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np

from core.encode.encoder import Vector, readable
from core.encode.graph import HIDDEN, MAX_TOKENS
from core.errors import UserError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

NAME = "minilm-int8/1"
MODEL_FILE = "minilm-int8.onnx"
TOKENIZER_FILE = "tokenizer.json"
FOLDER = Path(__file__).resolve().parents[2] / "resources" / "encoder"


class _Options(Protocol):
    """What is set of `onnxruntime.SessionOptions`."""

    intra_op_num_threads: int
    inter_op_num_threads: int


class _Runtime(Protocol):
    """What is used of `onnxruntime`, which has no types."""

    def SessionOptions(self) -> _Options:  # noqa: N802 (theirs)
        """New options."""
        ...

    def InferenceSession(self, path: str, sess_options: _Options, *, providers: list[str]) -> _Session:  # noqa: N802 (theirs)
        """A loaded network."""
        ...


class _Session(Protocol):
    """The one method of `onnxruntime.InferenceSession` in use."""

    def run(self, output_names: list[str], input_feed: dict[str, object]) -> list[Vector]:
        """The outputs, in the order of their names."""
        ...


class MiniLm:
    """The encoder itself; safe to use from several threads."""

    name: str = NAME
    dim: int = HIDDEN

    def __init__(self, folder: Path = FOLDER) -> None:
        if not available(folder):
            raise UserError(
                "encoder.missing", "The files of the sentence encoder are missing.", todo="Run packaging/build_encoder.py once."
            )
        self._tokenizer: Tokenizer = _load_tokenizer(folder / TOKENIZER_FILE)
        self._session: _Session = _load_session(folder / MODEL_FILE)

    def encode(self, text: str) -> Vector:
        """See `Encoder.encode`."""
        text = readable(text)
        if not text:
            return np.zeros(self.dim, np.float32)
        ids = np.array(self._tokenizer.encode(text).ids, np.int64)
        return self._session.run(["vector"], {"ids": ids})[0]


def available(folder: Path = FOLDER) -> bool:
    """Whether both files of the encoder are there."""
    return (folder / MODEL_FILE).is_file() and (folder / TOKENIZER_FILE).is_file()


def _load_tokenizer(path: Path) -> Tokenizer:
    from tokenizers import Tokenizer  # noqa: PLC0415 (only when loaded)

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises bare Exception
        raise _damaged() from error
    # The file asks for padding to 128 tokens, which would only be computed for nothing.
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)  # pyright: ignore[reportUnknownMemberType] (its **kwargs have no type)
    return tokenizer


def _load_session(path: Path) -> _Session:
    import onnxruntime  # noqa: PLC0415 (only when loaded)  # pyright: ignore[reportMissingTypeStubs]

    runtime = cast(_Runtime, onnxruntime)
    options = runtime.SessionOptions()
    # One thread: reviewing must stay fluent while 100,000 texts are encoded in the background.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    try:
        return runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library's exceptions have no common ancestor but Exception
        raise _damaged() from error


def _damaged() -> UserError:
    return UserError(
        "encoder.damaged", "The files of the sentence encoder cannot be read.", todo="Run packaging/build_encoder.py again."
    )
