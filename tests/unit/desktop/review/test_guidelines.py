from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument
from pytestqt.qtbot import QtBot

from core.domain.task import Label
from desktop.review.guidelines import Guidelines
from desktop.theme import Theme


def _panel(qtbot: QtBot, theme: Theme, markdown: str, labels: tuple[Label, ...] = ()) -> Guidelines:
    panel = Guidelines(theme)
    qtbot.addWidget(panel)
    panel.resize(600, 400)
    panel.set_content(markdown, labels)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def test_markdown_is_rendered(qtbot: QtBot, theme: Theme) -> None:
    panel = _panel(qtbot, theme, "# Title\n\n**strong** words")
    assert panel.browser.toPlainText().split() == ["Title", "strong", "words"]


def test_html_is_text_and_runs_nothing(qtbot: QtBot, theme: Theme) -> None:
    panel = _panel(qtbot, theme, "before <b>bold</b> <script>alert(1)</script>")
    assert "<b>bold</b>" in panel.browser.toPlainText()


def test_an_image_is_not_loaded_even_from_the_disk(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(tmp_path / "red.png"))
    url = QUrl.fromLocalFile(str(tmp_path / "red.png"))
    panel = _panel(qtbot, theme, f"![red]({url.toString()})")
    kind = int(QTextDocument.ResourceType.ImageResource.value)
    resource = panel.browser.document().resource(kind, url)
    assert isinstance(resource, QImage)
    assert resource.width() == 1
    assert "[picture not shown]" in panel.browser.toPlainText()
    shot = panel.grab().toImage()
    assert not any(shot.pixelColor(x, y) == QColor("red") for x in range(40, 120) for y in range(30, 120))


def test_links_are_not_followed(qtbot: QtBot, theme: Theme) -> None:
    panel = _panel(qtbot, theme, "[away](https://example.invalid/)")
    assert not panel.browser.openLinks()
    assert not panel.browser.openExternalLinks()


def test_labels_and_their_descriptions_follow_as_plain_text(qtbot: QtBot, theme: Theme) -> None:
    labels = (Label("card_*arrival*", "Where <i>is</i> it?"), Label("silent"))
    panel = _panel(qtbot, theme, "", labels)
    text = panel.browser.toPlainText()
    assert "card_*arrival*  Where <i>is</i> it?" in text
    assert "silent" not in text


def test_the_version_and_the_examples_of_labels_are_told(qtbot: QtBot, theme: Theme) -> None:
    panel = _panel(qtbot, theme, "words")
    assert panel.heading == "Guidelines"
    panel.set_content("words", (Label("card", example="Where is it? {x}"),), 3)
    assert panel.heading == panel.browser.accessibleName() == "Guidelines, version 3"
    assert "Example: Where is it? {x}" in panel.browser.toPlainText()
