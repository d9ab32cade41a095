"""The environment that the bundle is made in: the program's own dependencies and PyInstaller, out of the lock, by hash.

What only checks and tests need is not installed there, so it cannot get into the bundle. Only the standard library and our own.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from prepare import LOCK, ROOT, SetUpError, requirement, run
from registry import registry_environment

sys.path.insert(0, str(ROOT))

from core.about import distributions

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def script(venv: Path, name: str) -> Path:
    """The path of a program of a virtual environment: `bin/python`, on Windows `Scripts/python.exe`."""
    return venv / _SCRIPTS / (f"{name}.exe" if os.name == "nt" else name)


def runtime_names() -> list[str]:
    """What the program needs when it runs, and PyInstaller; as they are installed here, under their names in the lock, sorted."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    roots = [found.group() for line in declared if (found := _NAME.match(line))]
    return sorted({re.sub(r"[-_.]+", "-", one.name).lower() for one in distributions(*roots, "pyinstaller")})


def runtime_lock(lock_text: str) -> str:
    """The part of the lock that `runtime_names` names. Raises `SetUpError` when something installed is not in the lock."""
    return "".join(requirement(name, lock_text) for name in runtime_names())


def make_environment(venv: Path) -> Path:
    """Make `venv` anew, install the runtime part of the lock into it, return its Python. Raises `SetUpError`."""
    here = Path(sys.prefix)
    uv = script(here, "uv")
    if not uv.exists():
        raise SetUpError("The bundle is made by the Python of the project's own environment: make environment.")
    needed = venv.with_name("runtime.txt")
    needed.write_text(runtime_lock(LOCK.read_text(encoding="utf-8")), encoding="utf-8")
    environment = registry_environment((sys.executable, "-m", "pip"), os.environ)
    run(
        "make the bundle's environment",
        str(uv),
        "venv",
        "--quiet",
        "--clear",
        "--python",
        sys.executable,
        str(venv),
        env=environment,
    )
    where = ("--quiet", "--python", str(script(venv, "python")))
    run("install what the bundle holds", str(uv), "pip", "sync", "--require-hashes", *where, str(needed), env=environment)
    return script(venv, "python")


def commit_of(root: Path) -> tuple[str, int]:
    """(short hash, Unix time) of the commit of a checkout; `-changed` behind the hash when files differ from it.

    Without git, ("", the value of SOURCE_DATE_EPOCH or 0).
    """
    told = _git(root, "log", "-1", "--format=%h %ct")
    if not told:
        return "", int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    name, when = told.split()
    changed = _git(root, "status", "--porcelain", "--", "core", "desktop", "resources", "requirements.lock")
    return name + ("-changed" if changed else ""), int(when)


def _git(root: Path, *words: str) -> str:
    try:
        asked = subprocess.run(("git", "-C", str(root), *words), check=False, capture_output=True, text=True)
    except OSError:
        return ""
    return asked.stdout.strip() if asked.returncode == 0 else ""
