"""Builds the files of the sentence encoder into `resources/encoder/`; does nothing when they are there and whole.

Run once after the dependencies are installed: `python packaging/build_encoder.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from core.encode.build import build_encoder
from core.encode.minilm import FOLDER
from core.errors import UserError


def main() -> int:
    """Builds and says so; 1 when the weights are missing or wrong."""
    try:
        built = build_encoder()
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{'Built' if built else 'Up to date'}: {FOLDER}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
