"""What can be done with the labels of a task: from one task to the next. Pure; every function raises `UserError` when it cannot be."""

from __future__ import annotations

from dataclasses import replace

from core.domain.kinds import kind_of
from core.domain.task import COLOURS, Label, Task
from core.errors import UserError

_KEPT = "Nothing was changed."


def added(task: Task, label: Label) -> Task:
    """With one more label, at the end."""
    name = label.name.strip()
    there = task.label(name)
    if there is not None and there.retired:
        raise UserError("labels.retired", f"The label {name!r} is retired.", kept=_KEPT, todo="Restore it.")
    _refuse_taken(task, name)
    return checked(task, (*task.labels, replace(label, name=name, retired=False)))


def renamed(task: Task, old: str, new: str) -> Task:
    """With another name for a label, in its place."""
    new = new.strip()
    before = known(task, old)
    if new != old:
        _refuse_taken(task, new)
    return checked(task, _with(task, replace(before, name=new), old))


def merged(task: Task, old: str, into: str) -> Task:
    """Without `old`, whose answers say `into` from now on."""
    known(task, old)
    target = known(task, into)
    if old == into:
        raise UserError("labels.same", f"The label {old!r} cannot be merged into itself.", kept=_KEPT)
    if target.retired:
        raise UserError("labels.retired", f"The label {into!r} is retired.", kept=_KEPT, todo="Restore it first.")
    return checked(task, tuple(label for label in task.labels if label.name != old))


def retired(task: Task, name: str, *, now: bool = True) -> Task:
    """With a label that cannot be given any more, or (`now` False) can be again."""
    return checked(task, _with(task, replace(known(task, name), retired=now), name))


def moved(task: Task, name: str, place: int) -> Task:
    """With a label at another place (from 1) among those that can be given; a place beyond the last is the last."""
    label = known(task, name)
    rest = [one for one in task.labels if one.name != name]
    offered = [at for at, one in enumerate(rest) if not one.retired]
    before = offered[max(0, place - 1)] if max(0, place - 1) < len(offered) else len(rest)
    return checked(task, (*rest[:before], label, *rest[before:]))


def described(
    task: Task,
    name: str,
    *,
    description: str | None = None,
    example: str | None = None,
    colour: str | None = None,
    shortcut: str | None = None,
) -> Task:
    """With another description, example, colour or shortcut of a label; None leaves one as it is, an empty text takes it away."""
    before = known(task, name)
    if colour and colour not in COLOURS:
        raise UserError("labels.colour", f"There is no colour {colour!r}.", kept=_KEPT, todo=f"Known: {', '.join(COLOURS)}.")
    if shortcut and (len(shortcut) != 1 or not shortcut.isprintable() or shortcut.isspace()):
        raise UserError("labels.bad_shortcut", "A label's shortcut is one character.", kept=_KEPT)
    texts = {"description": description, "example": example, "colour": colour, "shortcut": shortcut}
    given = {field: text.strip() for field, text in texts.items() if text is not None}
    return checked(task, _with(task, replace(before, **given), name))


def adopted(task: Task, other: Task) -> Task:
    """With what `other` says of labels: those that are missing are added, the others described anew. None is taken away or restored."""
    said = {label.name: label for label in other.labels}
    kept = [
        replace(said[one.name], retired=one.retired or said[one.name].retired) if one.name in said else one for one in task.labels
    ]
    new = [label for label in other.labels if task.label(label.name) is None]
    return checked(replace(task, options=other.options), (*kept, *new))


def known(task: Task, name: str) -> Label:
    """The label called `name`, also a retired one. Raises `UserError` when there is none, or the task has no labels at all."""
    found = task.label(name)
    if found is not None:
        return found
    if not task.labels:
        raise UserError("labels.none", "This task has no labels.", kept=_KEPT)
    there = ", ".join(label.name for label in task.labels[:20])
    raise UserError("labels.unknown", f"There is no label {name!r}.", kept=_KEPT, todo=f"There are: {there}.")


def checked(task: Task, labels: tuple[Label, ...]) -> Task:
    """The task with these labels, if its kind can ask it: those that can still be given have to be enough."""
    if not task.labels:
        raise UserError("labels.none", "This task has no labels.", kept=_KEPT)
    kind = kind_of(task.kind)
    cleaned = kind.check(task.with_labels(tuple(label for label in labels if not label.retired)))
    offered = {label.name: label for label in cleaned.labels}
    kept = task.with_labels(tuple(label if label.retired else offered[label.name.strip()] for label in labels))
    _refuse_repeated(kept)
    return kept


def _with(task: Task, label: Label, name: str) -> tuple[Label, ...]:
    return tuple(label if one.name == name else one for one in task.labels)


def _refuse_taken(task: Task, name: str) -> None:
    if task.label(name) is not None:
        todo = "Choose another name, or merge the two."
        raise UserError("labels.taken", f"There is already a label {name!r}.", kept=_KEPT, todo=todo)


def _refuse_repeated(task: Task) -> None:
    shortcuts = [label.shortcut for label in task.labels if label.shortcut]
    repeated = next((one for one in shortcuts if shortcuts.count(one) > 1), None)
    if repeated is not None:
        raise UserError("labels.shortcut", f"Two labels have the shortcut {repeated!r}.", kept=_KEPT)
