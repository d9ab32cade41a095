"""Actions of the Export screen: a dataset that is to be made, and those that were made."""

from __future__ import annotations

from desktop.actions.action import DIGITS, Action, Group, Scope, only
from desktop.i18n import QT_TR_NOOP

_NEW, _PAST = only(Scope.EXPORT), only(Scope.DATASETS)


def _act(name: str, title: str, hint: str, keys: tuple[str, ...], scopes: frozenset[Scope]) -> Action:
    return Action(name, title, hint, keys, Group.EXPORT, scopes)


EXPORT: tuple[Action, ...] = (
    _act("export_write", QT_TR_NOOP("Write the dataset"), QT_TR_NOOP("export"), ("Return", "Ctrl+Return"), _NEW),
    _act("export_purpose", QT_TR_NOOP("Choose the purpose with this digit"), QT_TR_NOOP("purpose"), DIGITS[:6], _NEW),
    _act("export_format", QT_TR_NOOP("To the formats"), QT_TR_NOOP("format"), ("F",), _NEW),
    _act("export_more", QT_TR_NOOP("More choices, or fewer"), QT_TR_NOOP("more choices"), ("M",), _NEW),
    _act("export_view", QT_TR_NOOP("Preview as a table or as text"), QT_TR_NOOP("table or text"), ("T",), _NEW),
    _act("export_down", QT_TR_NOOP("Scroll the preview down"), QT_TR_NOOP("down"), ("PgDown",), _NEW),
    _act("export_up", QT_TR_NOOP("Scroll the preview up"), QT_TR_NOOP("up"), ("PgUp",), _NEW),
    _act("export_place", QT_TR_NOOP("To the name of the file"), QT_TR_NOOP("file"), ("N",), _NEW),
    _act("export_stop", QT_TR_NOOP("Stop what is written"), QT_TR_NOOP("stop"), ("Esc",), _NEW),
    _act("export_history", QT_TR_NOOP("Datasets so far"), QT_TR_NOOP("history"), ("H",), _NEW),
    _act("dataset_compare", QT_TR_NOOP("Compare two datasets"), QT_TR_NOOP("compare"), ("C",), _PAST),
    _act("dataset_again", QT_TR_NOOP("Cut the dataset again"), QT_TR_NOOP("cut again"), ("A",), _PAST),
    _act("dataset_folder", QT_TR_NOOP("Open the folder of the dataset"), QT_TR_NOOP("folder"), ("O",), _PAST),
    _act("dataset_hash", QT_TR_NOOP("Copy the hash of the dataset"), QT_TR_NOOP("copy hash"), ("Y", "Ctrl+C"), _PAST),
    _act("dataset_back", QT_TR_NOOP("Back to the new dataset"), QT_TR_NOOP("new export"), ("Esc", "H"), _PAST),
)
