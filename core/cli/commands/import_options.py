"""The options of `countersign import` as a mapping: what the words of the command line say, over what was guessed or settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.domain.content import Form
from core.domain.uses import ALL_USES, Use
from core.errors import UserError
from core.ingest.importing import Origin
from core.ingest.mapping import Mapping, PartColumn, SuggestionColumn
from core.ingest.readers.base import Table
from core.storage.sources import TermsChange, end_of_day


@dataclass(frozen=True, slots=True)
class Words:
    """What was given on the command line; None or empty: not given."""

    text: str | None = None
    item_id: str | None = None
    label: str | None = None
    gold: str | None = None
    metadata: Sequence[str] = ()
    form: str | None = None
    name: str | None = None
    join: Sequence[str] = ()
    parts: Sequence[str] = ()
    candidates: Sequence[str] = ()
    suggestions: Sequence[str] = ()
    many: Sequence[str] = ()
    scores: Sequence[str] = ()
    reasons: Sequence[str] = ()
    prediction: str | None = field(default=None, kw_only=True)
    model: str | None = field(default=None, kw_only=True)


def mapping_of(words: Words, base: Mapping | None) -> Mapping:
    """The mapping that the words ask for; what they do not say is as in `base`. Raises `UserError` when no text is named."""
    text = words.text or (base.text if base is not None else None)
    if text is None:
        todo = "Name its column with --text, name a file with --mapping, or let --guess find it."
        raise UserError("import.no_text", "It is not said which column holds the text.", kept="Nothing was imported.", todo=todo)
    found = base if base is not None else Mapping(text)
    if words.text and words.text != found.text:
        found = replace(found, join=(), form=Form.TEXT)
    singles = {"external_id": words.item_id, "label": words.label, "gold": words.gold, "name": words.name}
    found = replace(found, text=text, **{name: value for name, value in singles.items() if value is not None})
    if words.gold is not None and found.label == words.gold:
        found = replace(found, label=None)
    elif words.label is not None and found.gold == words.label:
        found = replace(found, gold=None)
    return _with_lists(found, words)


def _with_lists(found: Mapping, words: Words) -> Mapping:
    parts = (*(_part(one) for one in words.parts), *(_candidate(one) for one in words.candidates))
    suggestions = _suggestions(words)
    used = {column for one in suggestions for column in one.columns()} | {part.column for part in parts}
    found = replace(
        found,
        metadata=tuple(words.metadata) or tuple(name for name in found.metadata if name not in used | {found.gold, found.label}),
        join=tuple(words.join) or found.join,
        parts=parts or found.parts,
        suggestions=suggestions or found.suggestions,
    )
    return replace(found, form=form_of(words.form)) if words.form else found


def form_of(word: str) -> Form:
    """The form that a word names. Raises `UserError`."""
    if word not in set(Form):
        raise _bad(f"There is no form {word!r}", f"Known: {', '.join(Form)}.")
    return Form(word)


def _part(word: str) -> PartColumn:
    """`NAME=COLUMN` or `COLUMN`, with `:FORM` behind."""
    name, sign, rest = word.partition("=")
    column, form = _with_form(rest if sign else word)
    return PartColumn(column, form, name=name.strip() if sign else "")


def _candidate(word: str) -> PartColumn:
    column, form = _with_form(word)
    return PartColumn(column, form, candidate=True)


def _with_form(word: str) -> tuple[str, Form]:
    column, _, form = word.rpartition(":")
    return (column, Form(form)) if column and form in set(Form) else (word, Form.TEXT)


def _suggestions(words: Words) -> tuple[SuggestionColumn, ...]:
    """`COLUMN` or `COLUMN=SUGGESTER`; scores and reasons as `SUGGESTION=COLUMN`, or `COLUMN` where there is one suggestion.

    What `--prediction` names comes first, and is the one that a bare score belongs to.
    """
    if words.model is not None and words.prediction is None:
        raise _bad("--model names whose predictions they are", "Name their column with --prediction.")
    first = [] if words.prediction is None else [(words.prediction, words.model or "")]
    named = [*first, *(word.partition("=")[::2] for word in words.suggestions)]
    found = {column: SuggestionColumn(column, suggester) for column, suggester in reversed(named)}
    found = {column: found[column] for column, _ in named}
    for what, given in (("score", words.scores), ("reason", words.reasons)):
        for word in given:
            column, beside = _beside(word, list(found), what, words.prediction)
            found[column] = replace(found[column], **{what: beside})
    many = [word.partition("=")[::2] for word in words.many]
    return (*found.values(), *(SuggestionColumn(column, suggester, many=True) for column, suggester in many))


def _beside(word: str, columns: list[str], what: str, first: str | None) -> tuple[str, str]:
    column, sign, beside = word.partition("=")
    if not sign and (first is not None or len(columns) == 1):
        return first or columns[0], word
    if column not in columns:
        raise _bad(f"--{what} {word!r} belongs to no --suggestion", f"Write it as --{what} SUGGESTION=COLUMN.")
    return column, beside


def origin_of(name: str | None, uses: str | None, retain_until: str | None) -> Origin:
    """Whose items an import brings, and what is to be changed of the source's terms. Raises `UserError`."""
    return Origin(name or "", terms_change(uses, retain_until))


def terms_change(uses: str | None, retain_until: str | None, *, no_end: bool = False) -> TermsChange:
    """The terms that the words ask for: uses with commas between them (`all`, `none`), a date as `2027-12-31`. Raises `UserError`."""
    if no_end and retain_until is not None:
        raise _bad("--retain-until and --no-end say opposite things", "Use one of them.", "Nothing was changed.")
    end = None if retain_until is None else end_of_day(retain_until)
    return TermsChange(None if uses is None else uses_of(uses), end, no_end)


def uses_of(text: str) -> tuple[Use, ...]:
    """The uses that a text names. Raises `UserError`."""
    words = [word.strip().lower() for word in text.split(",") if word.strip()]
    if words in (["all"], ["none"]):
        return ALL_USES if words == ["all"] else ()
    unknown = next((word for word in words if word not in set(Use)), None)
    if unknown is not None or not words:
        known = f"Known: {', '.join(Use)}; or all, or none."
        raise _bad(f"There is no use called {unknown or text!r}", known, "Nothing was changed.")
    return tuple(use for use in ALL_USES if use.value in words)


def _bad(what: str, todo: str, kept: str = "Nothing was imported.") -> UserError:
    return UserError("option.value", f"{what}.", kept=kept, todo=todo)


def with_documents(table: Table, documents: Path | None, on: str | None) -> Table:
    """The table with the columns of a second file beside its own; `on` is a column of both, or `COLUMN=COLUMN`. Raises `UserError`."""
    from core.ingest.joining import joined  # noqa: PLC0415
    from core.ingest.table import open_table  # noqa: PLC0415

    if documents is None and on is None:
        return table
    if documents is None or on is None:
        raise _bad("--document-file and --on come together", "--on names the column that both files have.")
    ours, sign, theirs = on.partition("=")
    return joined(table, open_table(documents), ours, theirs if sign else None)


def read_mapping_file(path: Path) -> Mapping:
    """A mapping in a YAML file: the settings of a mapping themselves, or under `import` in a project's file. Raises `UserError`."""
    from core.ingest.task_file import read_settings  # noqa: PLC0415
    from core.ingest.task_file_reader import Reader  # noqa: PLC0415
    from core.ingest.yaml_values import YamlNode, read_yaml  # noqa: PLC0415

    root = read_yaml(read_settings(path), path.name)
    whole = root if root.entries is not None and "import" in root.entries else YamlNode(root.line, entries={"import": root})
    found = Reader(path.name).mapping(whole.entries or {})
    if found is None:
        raise UserError("mapping.invalid", f"{path.name} holds no mapping.", kept="Nothing was imported.")
    return found
