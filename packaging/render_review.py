"""Renders every state of the review screen to PNG files: `python packaging/render_review.py OUT`.

Each state in light and dark at 1280 by 800, the telling ones at 200 % too (a second process with QT_SCALE_FACTOR=2). Needs no
display: Qt's offscreen platform draws. The pictures are looked at by people; nothing compares them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDeadlineTimer, QLocale, Qt  # noqa: E402 - the platform is chosen first
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget  # noqa: E402

from core.domain.content import Content, Form, Part, plain_text  # noqa: E402
from core.domain.json import Answer, JsonValue  # noqa: E402
from core.domain.kinds import kind_of  # noqa: E402
from core.domain.task import Field, FieldType, Label, Options, Preset, Task  # noqa: E402
from core.domain.vocabulary import Provenance, Sample, Verdict  # noqa: E402
from core.review.cards import (  # noqa: E402
    Candidate,
    Card,
    HistoryEntry,
    Phase,
    Progress,
    Rationale,
    Screen,
    SuggestionView,
    WhyNow,
    Word,
)
from desktop.actions import Keymap  # noqa: E402
from desktop.review.screen import ReviewScreen  # noqa: E402
from desktop.theme import Scheme, Theme  # noqa: E402
from desktop.widgets.rail import Rail  # noqa: E402

Pose = Callable[["Stage"], None]
Keys = tuple[Qt.Key | str, ...]
Item = Mapping[str, object]  # fields of a card

#: longer than an item has to be seen before keys act on it
_SEEN_MS = 400
_TOPICS = ["card", "pin", "top_up", "transfer", "cash", "exchange", "refund", "account", "identity", "fee", "virtual_card"]
_ASPECTS = ["arrival", "failed", "pending", "limit", "charge", "status", "not_working"]
_FEW = (
    Label("delivery", "Where a card or a parcel is, and when it comes."),
    Label("payment_failed", "A payment or a top-up did not go through."),
    Label("refund", "Money should come back."),
    Label("fees", "Why something costs what it costs."),
    Label("account_access", "Cannot sign in, or lost a device."),
    Label("identity", "Proving who one is."),
    Label("other", "None of these."),
)
_CHINESE = (
    Label("物流查询", "询问卡片或包裹的位置和到达时间。"),
    Label("支付失败", "付款或充值没有成功。"),
    Label("退款", "希望退回款项。"),
    Label("手续费", "询问费用从何而来。"),
    Label("账户登录", "无法登录,或设备丢失。"),
    Label("身份验证", "证明本人身份。"),
    Label("其他", ""),
)
_LONG = tuple(
    Label(
        f"{name}_when_the_customer_was_already_told_that_it_cannot_be_done_before_next_week",
        "A description that goes on for a long while, with a condition, an exception to the condition, and a remark on how to "
        "tell this label from the one beneath it, so that no reasonable card could show all of it at once.",
    )
    for name in ("wrong_exchange_rate_for_cash_withdrawal", "card_payment_not_recognised", "verify_source_of_funds")
)
_TEXT = (
    "I ordered my card two weeks ago and the app still says it is on its way. Is there any way to find out where it is, "
    "or should I just ask for a new one?"
)
_META = (("channel", "chat"), ("country", "PT"), ("received", "19 Nov, 08:12"))
_GUIDE = (
    "# How we label\n\nRead the **whole** message first. What the customer *wants* counts, not what they mention.\n\n"
    "1. Two wishes: take the first.\n2. A greeting alone is rejected as *off topic*.\n\n"
    "| wish | label |\n|---|---|\n| where is it | delivery |\n| money back | refund |\n\n![blocked](https://example.invalid/x.png)"
)


def _labels(topics: int, aspects: int) -> tuple[Label, ...]:
    """`topics` times `aspects` plausible names."""
    first = [*_TOPICS, *(f"topic_{n}" for n in range(len(_TOPICS), topics))][:topics]
    second = [*_ASPECTS, *(f"case_{n}" for n in range(len(_ASPECTS), aspects))][:aspects]
    return tuple(Label(f"{a}_{b}", f"About {a.replace('_', ' ')}: {b.replace('_', ' ')}.") for a in first for b in second)


def _suggestion(labels: tuple[Label, ...], percent: float | None = 91.0) -> SuggestionView:
    chances = [percent, 5.0, 2.0, 1.0, 0.4, 0.3, 0.2, 0.1, 0.1]
    known = [None if percent is None else chance for chance in chances]
    candidates = tuple(Candidate(label.name, label.name, chance) for label, chance in zip(labels[:9], known, strict=False))
    return SuggestionView("s1", "built-in", candidates, Word.LIKELY, Rationale("examples_and_model", 12))


def _by_model(labels: tuple[Label, ...], **changes: object) -> SuggestionView:
    """What a live prompt suggests: two candidates, reasons in its own words, the confidence that it states."""
    rest = tuple(Candidate(label.name, label.name) for label in labels[:9])
    first = replace(rest[0], said=0.9)
    why = Rationale("words", text="The customer asks where the card is that was ordered two weeks ago, and how to find out.")
    view = SuggestionView("s2", "openai/gpt-5-mini-2025-08-07 @ v7", (first, *rest[1:]), None, why)
    return replace(view, **changes)  # pyright: ignore[reportArgumentType] - fields of SuggestionView by name


def _history() -> tuple[HistoryEntry, ...]:
    rows = (
        (Verdict.ACCEPTED, "card_arrival"),
        (Verdict.ACCEPTED, "pin_blocked"),
        (Verdict.CORRECTED, "top_up_failed"),
        (Verdict.ANSWERED, "card_arrival"),
        (Verdict.REJECTED, "off_topic"),
        (Verdict.SKIPPED, ""),
        (Verdict.ACCEPTED, "wrong_exchange_rate_for_cash_withdrawal"),
    )
    return tuple(HistoryEntry(str(n), str(n), verdict, Provenance.ASSISTED, text) for n, (verdict, text) in enumerate(rows))


class Stage:
    """A window of the app with the review screen in it, and ways to pose it."""

    def __init__(self, scheme: Scheme) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.theme = Theme(app, scheme)
        self.window = QWidget()
        self.screen = ReviewScreen(self.theme)
        self.screen.set_saved("saved")
        row = QHBoxLayout(self.window)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(Rail(self.theme, Keymap()))
        row.addWidget(self.screen, 1)
        self.window.resize(1280, 800)
        self.window.show()
        self.window.activateWindow()

    def show(self, asked: tuple[Label, ...] | Task, phase: Phase = Phase.REVIEW, changes: Item | None = None) -> None:
        """Show a card over labels, or of a task, in `phase`, with fields of the card changed."""
        task = asked if isinstance(asked, Task) else Task("choice", asked)
        labels, few = task.labels, len(task.labels) <= 9
        fields: dict[str, object] = {
            "text": _TEXT,
            "metadata": _META,
            "external_id": "Q-20417",
            "slots": tuple(label.name for label in labels[:9]) if few or phase is Phase.REVIEW else (),
            "why": WhyNow("uncertain"),
            "suggestion": _suggestion(labels) if labels and phase in (Phase.REVIEW, Phase.SECOND_OPINION) else None,
        }
        card = Card(phase, "item", 1, **{**fields, **(changes or {})})  # pyright: ignore[reportArgumentType] - fields of Card by name
        self.screen.set_project("Card support", "To review", task, _GUIDE)
        progress = Progress(total=2000, decided=757, skipped=3, left=1240, session=212, per_minute=14.2)
        self.screen.show_screen(Screen(card, progress, _history(), can_undo=True, can_redo=False))
        self._rest(lambda: self.screen.awake)

    def type(self, *keys: Qt.Key | str) -> None:
        """Press keys, or type text, into whatever has the focus."""
        for key in keys:
            target = QApplication.focusWidget() or self.screen
            if isinstance(key, str):
                QTest.keyClicks(target, key)
            else:
                QTest.keyClick(target, key)
            QApplication.processEvents()
        if keys:
            self._rest(lambda: False)  # what waits until a hand rests

    def _rest(self, over: Callable[[], bool]) -> None:
        """Let events come until it is over, and not for long."""
        deadline = QDeadlineTimer(_SEEN_MS)
        while not (over() or deadline.hasExpired()):
            QApplication.processEvents()


def _palette(stage: Stage) -> None:
    stage.show(_labels(11, 7))
    QTest.keyClick(stage.screen, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)


def _message(stage: Stage) -> None:
    stage.show(_FEW)
    stage.screen.show_message("The disk is full. Your last decision was not taken. Free some room, then press the key again.")


def _focus(stage: Stage) -> None:
    stage.show(_FEW)
    stage.type(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab)


def _small(stage: Stage) -> None:
    stage.window.resize(960, 540)
    stage.show(_labels(11, 7))


def _shown(asked: tuple[Label, ...] | Task, phase: Phase = Phase.REVIEW, *, keys: Keys = (), **changes: object) -> Pose:
    def pose(stage: Stage) -> None:
        stage.show(asked, phase, changes)
        stage.type(*keys)

    return pose


def _task(asked: Task, answer: Answer, *keys: Qt.Key | str, item: Item | str = _TEXT) -> Pose:
    """A task of any kind with what a live prompt suggests for an item, and the keys that are pressed then."""
    told = kind_of(asked.kind).text(answer)
    view = replace(_by_model((Label("-"),)), candidates=(Candidate(answer, told, said=0.8),))
    shown: Item = {"text": item} if isinstance(item, str) else item

    def pose(stage: Stage) -> None:
        stage.show(asked, changes={"suggestion": view, **shown})
        stage.type(*keys)

    return pose


_ZH = "我两周前申请了银行卡,可应用里还显示正在路上。有没有办法查到卡在哪里?还是我应该直接重新申请一张?"
_RTL = "طلبت بطاقتي قبل أسبوعين وما زال التطبيق يقول إنها في الطريق. هل يمكنني معرفة مكانها (رقم Q-20417)؟"

_PATHS = tuple(
    map(Label, ("food/bread", "food/fruit", "food/tins", "home/garden/pots", "home/garden/tools", "home/kitchen", "toys"))
)
_PATH = Task("choice", _PATHS, options=Options(separator="/"))
_YES = Task("choice", (Label("supported"), Label("not supported")), options=Options(preset=Preset.YES_NO))
_SET, _SET_ZH, _DRAFT = (
    Task("choices", _FEW),
    Task("choices", _CHINESE),
    Task("text", options=Options(instruction="Write a reply.")),
)
_RECORD = Task(
    "fields",
    fields=(
        Field("name", required=True),
        Field("total", FieldType.NUMBER),
        Field("day", FieldType.DATE),
        Field("paid", FieldType.BOOLEAN),
        Field("currency", FieldType.ENUM, choices=("EUR", "USD", "CNY")),
        Field("articles", FieldType.LIST),
    ),
)
_CHECKS = Task(
    "fields",
    fields=tuple(Field(name, FieldType.BOOLEAN, required=True) for name in ("polite", "correct", "complete", "short enough")),
    options=Options(preset=Preset.CHECKLIST),
)
_SPANS = Task("spans", (Label("person"), Label("place"), Label("amount"), Label("date")))
_ERRORS = Task("spans", (Label("contradicts"), Label("made up")), options=Options(severities=("minor", "major"), comments=True))
_PICK = Task("preference", options=Options(instruction="Which answer helps more?"))
_BILL = "Ada Lovelace met Bob in Paris on 2026-11-21 and paid 12.50 EUR for bread and a pot."
_BILL_ZH = "李雷昨天在北京支付了三百元,韩梅梅今天从上海寄出了包裹。"
_MD = "## Order\n\nThe *pot* came **broken**.\n\n- bread\n- a pot\n\n| article | price |\n|---|---|\n| pot | 9.50 |\n\n`Q-20417`"
_TURNS: JsonValue = [{"role": "user", "content": _TEXT}, {"role": "assistant", "content": "I am sorry. Let me look it up."}]
_NESTED: JsonValue = {
    "name": "Pot",
    "price": {"value": 9.5, "currency": "EUR"},
    "sizes": ["S", "M"],
    "in stock": True,
    "note": None,
}
_REPLY = "Dear Ada, your card is on its way and should arrive by Friday. If it does not, ask for a new one."
_SEEN: Answer = {
    "name": "Ada Lovelace",
    "total": 12.5,
    "day": "2026-11-21",
    "paid": True,
    "currency": "EUR",
    "articles": ["bread"],
}
_MARKED: Answer = [{"start": 0, "end": 12, "label": "person"}, {"start": 24, "end": 29, "label": "place"}]
_WRONG: Answer = [
    {"start": 17, "end": 20, "label": "made up", "severity": "minor", "comment": "Nobody is called Bob in the record."}
]
_MARKED_ZH: Answer = [{"start": 0, "end": 2, "label": "person"}, {"start": 5, "end": 7, "label": "place"}]


def _beside(text: str, *parts: Part, form: Form = Form.TEXT, value: JsonValue = None, name: str = "") -> dict[str, object]:
    """What a card says of an item with parts."""
    return {"text": text, "content": Content(text, name, form, value, parts)}


def _ranked(*answers: str) -> dict[str, object]:
    parts = tuple(Part(f"response_{place}", text, candidate=True) for place, text in enumerate(answers, 1))
    order = tuple(str(place) for place in range(len(answers), 0, -1))
    return {**_beside("Where is my card?", *parts, name="question"), "presented": order}


_DOCUMENT = _beside("Ada paid 12.50 EUR.", Part("document", _BILL * 12), name="summary")
_IMAGE = _beside(
    "The window as it opens.", Part("picture", str(ROOT / "resources" / "help" / "pictures" / "review.png"), Form.IMAGE)
)
KINDS: dict[str, Pose] = {
    "path": _task(_PATH, "food/fruit"),
    "yes_no": _task(_YES, "supported", item=_DOCUMENT),
    "choices": _task(_SET, ["delivery", "fees"]),
    "choices_edited": _task(_SET, ["delivery", "fees"], "3", "4"),
    "choices_chinese": _task(_SET_ZH, ["物流查询", "退款"], item=_ZH),
    "text": _task(_DRAFT, _REPLY, item=_beside(plain_text(_TURNS, Form.CHAT), form=Form.CHAT, value=_TURNS)),
    "text_edited": _task(_DRAFT, _REPLY, "e", "Hello. "),
    "fields": _task(_RECORD, _SEEN, item=_BILL),
    "fields_edited": _task(_RECORD, _SEEN, "1", "Mrs ", item=_BILL),
    "checklist": _task(_CHECKS, {"polite": True, "correct": False, "complete": True, "short enough": True}, "2"),
    "spans": _task(_SPANS, _MARKED, item=_BILL),
    "spans_edited": _task(_SPANS, _MARKED, "n", "n", "4", item=_BILL),
    "spans_chinese": _task(_SPANS, _MARKED_ZH, item=_BILL_ZH),
    "spans_errors": _task(_ERRORS, _WRONG, "n", item=_BILL),
    "spans_blind": _shown(_SPANS, Phase.BLIND, text=_BILL, sample=Sample.BLIND),
    "preference": _task(_PICK, {"ranking": [["2"], ["1"]]}, item=_ranked(_REPLY, "It will come.")),
    "preference_4": _task(_PICK, {"ranking": [["2"], ["1", "3"], ["4"]]}, "1", item=_ranked(_REPLY, _TEXT, _ZH, "No.")),
    "markdown": _task(_SET, ["refund"], item=_beside(_MD, form=Form.MARKDOWN)),
    "record": _task(_SET, ["other"], item=_beside("Pot", form=Form.RECORD, value=_NESTED)),
    "image": _task(_SET, ["other"], item=_IMAGE),
}

POSES: dict[str, Pose] = {
    "77": _shown(_labels(11, 7)),
    "7": _shown(_FEW),
    "1000": _shown(_labels(40, 25)),
    "word": _shown(_FEW, suggestion=_suggestion(_FEW, None)),
    "chinese": _shown(_CHINESE, text=_ZH),
    "rtl": _shown(_FEW, text=_RTL),
    "long": _shown(_LONG, text=_TEXT * 60, metadata=tuple((f"field_{n}", "a value of some length " * 3) for n in range(9))),
    "no_idea": _shown(_labels(11, 7), Phase.NO_IDEA),
    "failed": _shown(_FEW, Phase.FAILED, failure="The model's server cannot be reached."),
    "model_7": _shown(_FEW, suggestion=_by_model(_FEW)),
    "model_77": _shown(_labels(11, 7), suggestion=_by_model(_labels(11, 7), flags=("mapped",), place=1)),
    "asking_7": _shown(_FEW, Phase.ASKING, model="openai/gpt-5-mini-2025-08-07 @ v7"),
    "asking_77": _shown(_labels(11, 7), Phase.ASKING, model="ollama_chat/llama3.1:8b-instruct-q4_K_M @ v12"),
    "stand_in": _shown(_labels(11, 7), model="openai/gpt-5-mini-2025-08-07 @ v7", model_failure="refused_connection"),
    "memory": _shown(
        _FEW, suggestion=SuggestionView("s3", "memory", _suggestion(_FEW, None).candidates, Word.LIKELY, Rationale("memory_like"))
    ),
    "loading": _shown(_FEW, Phase.LOADING, text=""),
    "loading_suggestion": _shown(_FEW, Phase.LOADING),
    "empty": _shown(_FEW, Phase.EMPTY),
    "finished": _shown(_FEW, Phase.FINISHED),
    "blind_7": _shown(_FEW, Phase.BLIND, sample=Sample.BLIND),
    "blind_77": _shown(_labels(11, 7), Phase.BLIND, sample=Sample.BLIND),
    "blind_search": _shown(_labels(11, 7), Phase.BLIND, sample=Sample.BLIND, keys=("/", "topf")),
    "second_opinion": _shown(_FEW, Phase.SECOND_OPINION, own_answer="refund"),
    "search": _shown(_labels(11, 7), keys=("/", "tof")),
    "reasons": _shown(_FEW, keys=("x",)),
    "comment": _shown(_FEW, comments=2, flagged=True, thumb=-1, keys=("c", "The date in the message is wrong.")),
    "guidelines": _shown(_FEW, keys=("g",)),
    "cheat_sheet": _shown(_FEW, keys=("?",)),
    "palette": _palette,
    "message": _message,
    "focus": _focus,
    "small": _small,
    **KINDS,
}
_DOUBLE = ("77", "chinese", "long", "finished", "cheat_sheet", *KINDS)


def render(out: Path, names: tuple[str, ...], suffix: str) -> None:
    """Render the named poses in both themes into `out`."""
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        for name in names:
            stage = Stage(scheme)
            POSES[name](stage)
            QApplication.processEvents()
            stage.window.grab().save(str(out / f"{name}-{scheme.value}{suffix}.png"))
            stage.window.close()
            stage.window.deleteLater()
            stage.theme.deleteLater()
            QApplication.processEvents()


def main() -> int:
    """Render into the folder given on the command line; with more arguments, only those poses."""
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    out, names = Path(sys.argv[1]), tuple(sys.argv[2:]) or tuple(POSES)
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    doubled = "QT_SCALE_FACTOR" in os.environ
    render(out, names, "@2x" if doubled else "")
    app.quit()
    if doubled or sys.argv[2:]:
        return 0
    again = [sys.executable, __file__, str(out), *_DOUBLE]
    return subprocess.run(again, env={**os.environ, "QT_SCALE_FACTOR": "2"}, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
