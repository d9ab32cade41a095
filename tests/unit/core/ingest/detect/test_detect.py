"""Detection on real files: what each holds is found, and the guess imports it."""

from __future__ import annotations

from collections.abc import Mapping as Values
from dataclasses import dataclass

import pytest

from core.domain.content import Form
from core.domain.json import JsonValue
from core.domain.kinds import kind_of
from core.domain.task import Preset
from core.ingest.detect import Detected, detect, detect_table
from core.ingest.joining import joined
from core.ingest.mapper import Mapper
from core.ingest.mapping import PartColumn
from core.ingest.readers.base import Table
from core.ingest.table import open_table
from tests.unit.core.ingest.conftest import DataFile


@dataclass(frozen=True)
class Wanted:
    """What has to be found in a file."""

    kind: str
    text: str
    gold: str | None = None
    label: str | None = None
    suggesters: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    join: tuple[str, ...] = ()
    fewest_labels: int = 0


_REASON = "prompts.single_turn_aspect_critic_prompt.{}.reason"
_SIX = ("claude-3-7-sonnet", "deepseek-r1", "gemini-2-0-flash-thinking", "gpt4o", "llama3-3", "o3-mini")
_BANKING = tuple(f"{way}{model}" for way in ("", "mipro_") for model in ("claude_4_5_sonnet", "gpt_5_2", "gpt_5_mini"))
FILES = {
    "multilabel_goemotions.csv": Wanted("choices", "text", label="labels", fewest_labels=15),
    "ecommerce_products_hier.csv": Wanted("choice", "title", label="label_l2", join=("description",), fewest_labels=20),
    "spans_wnut17.jsonl": Wanted("spans", "text", label="spans", fewest_labels=3),
    "spans_d2t_gsmarena_human_vs_6llms.jsonl": Wanted("spans", "text", "human[0]", suggesters=_SIX, fewest_labels=3),
    "factual_tofueval_meetingbank.csv": Wanted("choice", "text", label="label", fewest_labels=2),
    "factual_summedits_sales_email.jsonl": Wanted("choice", "summary", label="label", fewest_labels=2),
    "pairwise_pandalm_3annotators.csv": Wanted(
        "preference",
        "instruction",
        "human_majority",
        suggesters=("gpt35", "pandalm7b"),
        parts=("input", "response_1", "response_2"),
    ),
    "hitl_ragas_annotated_helpfulness.json": Wanted(
        "text", "metric_input.user_input", _REASON.format("edited_output"), suggesters=("prompt_output",), parts=("response",)
    ),
    "zh_crosswoz_user_intents_multilabel.csv": Wanted(
        "choices", "text", label="labels", parts=("previous_system_turn",), fewest_labels=8
    ),
    "llm_banking77_3models.csv": Wanted("choice", "text", "gold", suggesters=_BANKING, fewest_labels=20),
}


def usable(table: Table, found: Detected) -> tuple[int, int, int]:
    """(items, rejected rows, failed suggestions) of an import by the guess."""
    mapper = Mapper(found.mapping, kind_of(found.task.kind).check(found.task))
    batches = [mapper.map(batch) for batch in table.batches()]
    return sum(len(one.items) for one in batches), sum(len(one.bad) for one in batches), sum(one.failed for one in batches)


@pytest.mark.parametrize("name", FILES)
def test_what_a_file_holds_is_found_and_can_be_imported(data_file: DataFile, name: str) -> None:
    table, wanted = open_table(data_file(name)), FILES[name]
    found = detect_table(table)
    mapping = found.mapping
    assert (found.task.kind, mapping.text, mapping.gold, mapping.label) == (wanted.kind, wanted.text, wanted.gold, wanted.label)
    assert tuple(one.shown for one in mapping.suggestions) == wanted.suggesters
    assert tuple(part.shown for part in mapping.parts) == wanted.parts
    assert mapping.join == wanted.join
    assert len(found.task.labels) >= wanted.fewest_labels
    assert found.why
    assert all(told.endswith(".") for told in found.why)
    items, rejected, failed = usable(table, found)
    assert items > 7
    assert rejected <= 0.01 * items
    assert failed <= 0.15 * items * len(wanted.suggesters)


def test_the_separator_of_paths_and_yes_and_no_are_found(data_file: DataFile) -> None:
    assert detect_table(open_table(data_file("ecommerce_products_hier.csv"))).task.options.separator == "/"
    summaries = detect_table(open_table(data_file("factual_summedits_sales_email.jsonl"))).task
    assert (summaries.names, summaries.options.preset) == (("consistent", "inconsistent"), Preset.YES_NO)
    assert detect_table(open_table(data_file("factual_tofueval_meetingbank.csv"))).task.names == ("yes", "no")


def test_overlapping_spans_are_allowed_where_there_are_some(data_file: DataFile) -> None:
    assert detect_table(open_table(data_file("spans_d2t_gsmarena_human_vs_6llms.jsonl"))).task.options.overlapping
    assert not detect_table(open_table(data_file("spans_wnut17.jsonl"))).task.options.overlapping


def test_a_judges_reason_stands_with_its_verdict_and_what_annotators_said_is_not_shown(data_file: DataFile) -> None:
    mapping = detect_table(open_table(data_file("pairwise_pandalm_3annotators.csv"))).mapping
    assert [one.reason for one in mapping.suggestions] == ["gpt35_reason", None]
    assert not {"annotator1", "annotator2", "annotator3", "model_pair"} & set(mapping.metadata)
    assert [part.candidate for part in mapping.parts] == [False, True, True]


def test_what_tells_the_answer_is_not_shown_beneath_the_text(data_file: DataFile) -> None:
    found = detect_table(open_table(data_file("factual_tofueval_meetingbank.csv")))
    assert not {"human_explanation", "error_type"} & set(found.mapping.metadata)
    assert any("human_explanation" in told for told in found.why)
    assert "label_l1" not in detect_table(open_table(data_file("ecommerce_products_hier.csv"))).mapping.metadata


def test_a_document_of_a_second_file_is_a_part(data_file: DataFile) -> None:
    rows, docs = (
        open_table(data_file("factual_summedits_sales_email.jsonl")),
        open_table(data_file("factual_summedits_sales_email_docs.jsonl")),
    )
    found = detect_table(joined(rows, docs, "doc_id"))
    assert found.mapping.parts == (PartColumn("doc", name="doc"),)


def guess(*rows: Values[str, JsonValue]) -> Detected:
    return detect(list(dict.fromkeys(name for row in rows for name in row)), rows)


def test_forms_are_found_by_what_the_cells_hold() -> None:
    turns: JsonValue = [{"role": "user", "content": "hi"}]
    assert guess({"messages": turns}).mapping.form is Form.CHAT
    assert guess({"payload": {"a": 1}}).mapping.form is Form.RECORD
    assert guess({"text": "# Title\n\n- **one**\n- two"}).mapping.form is Form.MARKDOWN
    assert guess({"text": "a photo", "image": "pics/1.png"}).mapping.parts == (PartColumn("image", Form.IMAGE, name="image"),)
    assert guess({"text": "a photo", "image": "https://example.invalid/1.png"}).mapping.parts == ()


def test_a_question_stands_beside_its_answer_which_is_judged() -> None:
    rows: list[dict[str, JsonValue]] = [
        {"prompt": f"What is {n} and one?", "response": f"It is {n + 1}, I think.", "label": n % 2 == 0} for n in range(6)
    ]
    found = guess(*rows)
    assert (found.mapping.text, found.mapping.parts) == ("response", (PartColumn("prompt", name="prompt"),))
    assert found.task.names == ("true", "false")


def test_records_are_fields_with_their_types() -> None:
    rows: list[dict[str, JsonValue]] = [
        {
            "text": f"order {n} came on a day",
            "expected": {"n": n, "paid": n % 2 == 0, "day": "2026-11-21", "who": f"person {n}", "tags": ["a"]},
        }
        for n in range(10)
    ]
    found = guess(*rows)
    assert [(one.name, one.type.value) for one in found.task.fields] == [
        ("n", "integer"),
        ("paid", "boolean"),
        ("day", "date"),
        ("who", "string"),
        ("tags", "list"),
    ]
    checks: list[dict[str, JsonValue]] = [{"text": f"text {n}", "gold": {"polite": True, "short": n % 2 == 0}} for n in range(4)]
    assert guess(*checks).task.options.preset is Preset.CHECKLIST


def test_a_score_beside_the_one_model_is_its_score() -> None:
    found = guess(*({"text": f"some text {n}", "suggested_label": "ab"[n % 2], "model_score": n / 10} for n in range(8)))
    assert [(one.column, one.shown, one.score) for one in found.mapping.suggestions] == [
        ("suggested_label", "suggested", "model_score")
    ]


def test_a_file_with_texts_alone_is_a_choice_with_labels_to_come() -> None:
    found = guess({"id": "1", "body": "a text of some length"}, {"id": "2", "body": "another one of these"})
    assert (found.task.kind, found.task.labels, found.mapping.text, found.mapping.external_id) == ("choice", (), "body", "id")


def test_other_kinds_that_would_do_are_offered(data_file: DataFile) -> None:
    found = detect_table(open_table(data_file("multilabel_goemotions.csv")))
    assert [one.task.kind for one in found.alternatives] == ["choice"]
    assert all(one.alternatives == () for one in found.alternatives)
