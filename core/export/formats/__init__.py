"""The formats of an export, one file each."""

from __future__ import annotations

from core.domain.uses import Purpose
from core.errors import UserError
from core.export.formats.argilla import Argilla
from core.export.formats.conll import Conll
from core.export.formats.csv import Csv
from core.export.formats.dpo_openai import DpoOpenai
from core.export.formats.dspy_rows import DspyRows
from core.export.formats.error_report import ErrorReport
from core.export.formats.fasttext import FastText
from core.export.formats.few_shot import FewShot
from core.export.formats.format import Format, FormatBase, Option
from core.export.formats.hf import HuggingFace
from core.export.formats.jsonl import Jsonl
from core.export.formats.label_studio import LabelStudio
from core.export.formats.langfuse_items import LangfuseItems
from core.export.formats.ledger import Ledger
from core.export.formats.ledger_parquet import LedgerParquet
from core.export.formats.parquet import Parquet
from core.export.formats.prodigy import Prodigy
from core.export.formats.prompt_bundle import PromptBundle
from core.export.formats.promptfoo import Promptfoo
from core.export.formats.sft import Sft
from core.export.formats.spacy_docbin import Spacy
from core.export.formats.trl_kto import TrlKto
from core.export.formats.trl_preference import TrlPreference
from core.export.formats.trl_reward import TrlReward
from core.export.formats.trl_sft import TrlSft
from core.export.formats.xlsx import Xlsx

FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Csv(),
        Jsonl(),
        Parquet(),
        Xlsx(),
        HuggingFace(),
        FastText(),
        Spacy(),
        Conll(),
        FewShot(),
        ErrorReport(),
        DspyRows(),
        PromptBundle(),
        Promptfoo(),
        LangfuseItems(),
        DpoOpenai(),
        Sft(),
        TrlKto(),
        TrlPreference(),
        TrlReward(),
        TrlSft(),
        Argilla(),
        LabelStudio(),
        Prodigy(),
        Ledger(),
        LedgerParquet(),
    )
}


def format_of(name: str) -> Format:
    """The format called `name`. Raises `UserError` when there is none."""
    if name not in FORMATS:
        raise UserError("export.format_unknown", f"There is no format called {name!r}.", todo=f"Known: {', '.join(FORMATS)}.")
    return FORMATS[name]


def formats_for(purpose: Purpose) -> list[Format]:
    """The formats that serve a purpose, in the order of the table."""
    return [one for one in FORMATS.values() if purpose in one.purposes]


__all__ = ["FORMATS", "Format", "FormatBase", "Option", "format_of", "formats_for"]
