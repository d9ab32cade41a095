"""Renders every state of the review screen to PNG files: `python packaging/render_review.py OUT`.

Each state in light and dark at 1280 by 800, the telling ones at 200 % too (a second process with QT_SCALE_FACTOR=2). Needs no
display: Qt's offscreen platform draws. The pictures are looked at by people; nothing compares them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QLocale, Qt  # noqa: E402 - the platform is chosen first
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget  # noqa: E402

from core.domain.task import Label  # noqa: E402
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

    def show(self, labels: tuple[Label, ...], phase: Phase = Phase.REVIEW, **changes: object) -> None:
        """Show a card over `labels` in `phase`, with fields of the card changed."""
        few = len(labels) <= 9
        fields: dict[str, object] = {
            "text": _TEXT,
            "metadata": _META,
            "external_id": "Q-20417",
            "slots": tuple(label.name for label in labels[:9]) if few or phase is Phase.REVIEW else (),
            "why": WhyNow("uncertain"),
            "suggestion": _suggestion(labels) if phase in (Phase.REVIEW, Phase.SECOND_OPINION) else None,
        }
        card = Card(phase, "item", 1, **{**fields, **changes})  # pyright: ignore[reportArgumentType] - fields of Card by name
        self.screen.set_project("Card support", "To review", labels, _GUIDE)
        progress = Progress(total=2000, decided=757, skipped=3, left=1240, session=212, per_minute=14.2)
        self.screen.show_screen(Screen(card, progress, _history(), can_undo=True, can_redo=False))
        QApplication.processEvents()

    def type(self, *keys: Qt.Key | str) -> None:
        """Press keys, or type text, into whatever has the focus."""
        for key in keys:
            target = QApplication.focusWidget() or self.screen
            if isinstance(key, str):
                QTest.keyClicks(target, key)
            else:
                QTest.keyClick(target, key)
            QApplication.processEvents()


def _search(stage: Stage) -> None:
    stage.show(_labels(11, 7))
    stage.type("/", "tof")


def _blind_search(stage: Stage) -> None:
    stage.show(_labels(11, 7), Phase.BLIND, sample=Sample.BLIND)
    stage.type("/", "topf")


def _comment(stage: Stage) -> None:
    stage.show(_FEW, comments=2, flagged=True, thumb=-1)
    stage.type("c", "The date in the message is wrong.")


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


def _keyed(labels: tuple[Label, ...], *keys: Qt.Key | str, phase: Phase = Phase.REVIEW) -> Pose:
    def pose(stage: Stage) -> None:
        stage.show(labels, phase)
        stage.type(*keys)

    return pose


def _shown(labels: tuple[Label, ...], phase: Phase = Phase.REVIEW, **changes: object) -> Pose:
    def pose(stage: Stage) -> None:
        stage.show(labels, phase, **changes)

    return pose


_ZH = "我两周前申请了银行卡,可应用里还显示正在路上。有没有办法查到卡在哪里?还是我应该直接重新申请一张?"
_RTL = "طلبت بطاقتي قبل أسبوعين وما زال التطبيق يقول إنها في الطريق. هل يمكنني معرفة مكانها (رقم Q-20417)؟"

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
    "blind_search": _blind_search,
    "second_opinion": _shown(_FEW, Phase.SECOND_OPINION, own_answer="refund"),
    "search": _search,
    "reasons": _keyed(_FEW, "x"),
    "comment": _comment,
    "guidelines": _keyed(_FEW, "g"),
    "cheat_sheet": _keyed(_FEW, "?"),
    "palette": _palette,
    "message": _message,
    "focus": _focus,
    "small": _small,
}
_DOUBLE = ("77", "chinese", "long", "finished", "cheat_sheet")


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
