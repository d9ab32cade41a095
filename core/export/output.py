"""Writing files so that they are whole or not there: beside their place first, then forced to the disk, then renamed."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from core.errors import UserError

MANIFEST = "manifest.json"
_PARTIAL, _ASIDE = ".partial", ".replaced"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that was written: where, how long it is, the SHA-256 of its bytes in hexadecimal."""

    path: Path
    size: int
    sha256: str


class Output:
    """Where one export goes: a file, a file for each split, or a folder; and its manifest beside it, or in the folder.

    Nothing stands at its place until `commit`; `discard` leaves what was there before as it was.
    """

    def __init__(self, out: Path, *, folder: bool, suffix: str = "") -> None:
        """`suffix`: the end of the file's name before which the name of a split goes. Raises `UserError` when `out` cannot be replaced."""
        self.out, self._is_folder, self._suffix = out, folder, suffix
        self._files: dict[Path, Path] = {}
        _refuse(out, folder=folder)
        out.parent.mkdir(parents=True, exist_ok=True)
        self._temporary = out.with_name(out.name + _PARTIAL)
        if folder:
            shutil.rmtree(self._temporary, ignore_errors=True)
            self._temporary.mkdir()

    def file(self, split: str = "", name: str = "") -> Path:
        """The path to write to now: of the file, of a split's file, or of the file called `name` in the folder.

        Where there is no folder, `name` is a companion of the file: `tasks.NAME` beside `tasks.json`.
        """
        final = self.out / (name or split) if self._is_folder else self._beside(name) if name else self._of_split(split)
        if self._is_folder:
            temporary = self._temporary / (name or split)
            temporary.parent.mkdir(parents=True, exist_ok=True)
        else:
            temporary = final.with_name(final.name + _PARTIAL)
        self._files[final] = temporary
        return temporary

    def manifest(self) -> Path:
        """The path to write the manifest to: in the folder, or beside the file as `NAME.manifest.json`."""
        if self._is_folder:
            return self._temporary / MANIFEST
        final = self.out.with_name(f"{self.out.name}.{MANIFEST}")
        return final.with_name(final.name + _PARTIAL)

    def written(self) -> list[WrittenFile]:
        """The files as they will be named, with sizes and hashes; not the manifest."""
        return [_described(final, temporary) for final, temporary in sorted(self._files.items())]

    def temporary_files(self) -> list[Path]:
        """Where the files stand until `commit`."""
        return [temporary for _, temporary in sorted(self._files.items())]

    def commit(self) -> None:
        """Force everything to the disk and put it in its place, the manifest last."""
        for path in self._temporary.rglob("*") if self._is_folder else [*self._files.values(), self.manifest()]:
            _force(path)
        if self._is_folder:
            self._replace_folder()
        else:
            for final, temporary in self._files.items():
                temporary.replace(final)
            manifest = self.manifest()
            manifest.replace(manifest.with_name(manifest.name.removesuffix(_PARTIAL)))
        _force(self.out.parent)

    def discard(self) -> None:
        """Take away what is not in its place."""
        if self._is_folder:
            shutil.rmtree(self._temporary, ignore_errors=True)
        for path in () if self._is_folder else (*self._files.values(), self.manifest()):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def _of_split(self, split: str) -> Path:
        if not split:
            return self.out
        stem = self.out.name.removesuffix(self._suffix)
        return self.out.with_name(f"{stem}.{split}{self._suffix}")

    def _beside(self, name: str) -> Path:
        return self.out.with_name(f"{self.out.name.removesuffix(self._suffix)}.{name}")

    def _replace_folder(self) -> None:
        aside = self.out.with_name(self.out.name + _ASIDE)
        if self.out.exists():
            shutil.rmtree(aside, ignore_errors=True)
            self.out.rename(aside)
        try:
            self._temporary.rename(self.out)
        except OSError:
            if aside.exists():
                aside.rename(self.out)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def _refuse(out: Path, *, folder: bool) -> None:
    """Raise `UserError` for a folder where a file is to be, and for a folder or file of others where a folder is to be."""
    if folder and out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MANIFEST).exists())):
        what = f"{out} holds something else than a dataset of ours."
        raise UserError("export.folder_taken", what, kept="Nothing was written.", todo="Name a new or an empty folder.")
    if not folder and out.is_dir():
        raise UserError("export.folder", f"{out} is a folder.", kept="Nothing was written.", todo="Name a file in it.")


def _described(final: Path, temporary: Path) -> WrittenFile:
    with temporary.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return WrittenFile(final, temporary.stat().st_size, digest)


def _force(path: Path) -> None:
    """fsync; of a folder where the platform can."""
    if not path.exists() or (path.is_dir() and os.name == "nt"):
        return
    number = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def explained(out: Path) -> Generator[None]:
    """Turn what the disk says about `out` into a `UserError`; what the database says is told by its engine."""
    try:
        yield
    except OSError as error:
        full = error.errno == errno.ENOSPC
        what = f"The disk that holds {out.name} is full." if full else f"{out} cannot be written to."
        todo = "Free some space and export again." if full else "Choose another place, or ask for the right to write there."
        code = "export.disk_full" if full else "export.cannot_write"
        raise UserError(code, what, kept="No file was written; one that was there before is as it was.", todo=todo) from error
