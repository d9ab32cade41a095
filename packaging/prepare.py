"""Sets up everything that Countersign needs on a new machine; `make` calls it, and when all is there it returns at once.

In order: system packages (Debian and Ubuntu), the virtual environment `.venv`, uv from hashes, the locked dependencies, the
project itself, the encoder, the translations. Only the standard library, and no package of ours: nothing is installed yet when this runs.

    python packaging/prepare.py --for window|tests|checks      (the checks need no system packages)
    python packaging/prepare.py --lock                         solves requirements.lock and bootstrap.txt anew
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

from registry import clean_environment, registry_environment
from system_packages import NEEDED, MissingPackagesError, ensure

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
LOCK = ROOT / "requirements.lock"
BOOTSTRAP = ROOT / "packaging" / "bootstrap.txt"
ENCODER = ROOT / "resources" / "encoder"
STAMP = VENV / "countersign-setup"

_INPUTS = (
    *("pyproject.toml", "requirements.lock", "packaging/bootstrap.txt", "packaging/prepare.py", "packaging/registry.py"),
    *("packaging/build_encoder.py", "core/encode/build*.py"),
    *("packaging/build_translations.py", "resources/translations/*.ts"),
)
_COMPILE = (
    *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"),
    *("--no-annotate", "--no-header", "--group", "dev", "pyproject.toml"),
)


class SetUpError(Exception):
    """A step of the set-up failed; its own output has said why."""


def main() -> None:
    """Do what the arguments ask; leave with status 1 and one sentence when it cannot be done."""
    parser = argparse.ArgumentParser(description="Set up Countersign in this folder.")
    parser.add_argument("--for", dest="purpose", choices=sorted(NEEDED), default="window")
    parser.add_argument("--lock", action="store_true", help="solve the dependencies anew, keeping versions that still fit")
    parser.add_argument("--upgrade", action="store_true", help="with --lock: take the newest versions")
    arguments = parser.parse_args()
    try:
        if arguments.lock:
            lock(upgrade=bool(arguments.upgrade))
        else:
            set_up(str(arguments.purpose))
    except (SetUpError, MissingPackagesError) as error:
        sys.exit(str(error))


def set_up(purpose: str) -> None:
    """Bring the machine to where `purpose` (a key of `NEEDED`) can run; raises SetUpError or MissingPackagesError."""
    ensure((*interpreter_packages(), *NEEDED[purpose]))
    if STAMP.exists() and STAMP.read_text() == stamp_text() and any(ENCODER.glob("*.onnx")):
        return
    print("Setting up .venv (a minute or more the first time, seconds later)", flush=True)
    STAMP.unlink(missing_ok=True)
    make_environment()
    install()
    run("build the encoder", str(PYTHON), "packaging/build_encoder.py")
    run("build the translations", str(PYTHON), "packaging/build_translations.py")
    STAMP.write_text(stamp_text())


def interpreter_packages() -> tuple[str, ...]:
    """What Debian's own Python lacks to make a virtual environment: it splits ensurepip off into a package."""
    if sys.base_prefix != "/usr" or _has("ensurepip") or _has("pip"):
        return ()
    return (f"python{sys.version_info[0]}.{sys.version_info[1]}-venv",)


def stamp_text() -> str:
    """A hash of all that the set-up depends on: the folder, the version of Python, the files of `_INPUTS`."""
    digest = hashlib.sha256(f"{ROOT} {sys.version_info[:2]}".encode())
    for pattern in _INPUTS:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest() + "\n"


def make_environment() -> None:
    """Make `.venv`, unless the one that is there runs and was made in this place by this version of Python."""
    if made_here(VENV) and _runs(str(PYTHON), "-c", "pass"):
        return
    # With a pip at hand the environment can do without one of its own.
    without = () if _has("ensurepip") or not _has("pip") else ("--without-pip",)
    run("make the virtual environment", sys.executable, "-m", "venv", "--clear", *without, str(VENV))


def made_here(venv: Path) -> bool:
    """Whether `venv` was made under this very path (its scripts name it) by this version of Python (pyvenv.cfg says both)."""
    config = venv / "pyvenv.cfg"
    lines = config.read_text().splitlines() if config.exists() else []
    version = f"version = {sys.version_info[0]}.{sys.version_info[1]}."
    return any(line.startswith(version) for line in lines) and any(line.endswith(f" {venv}") for line in lines)


def install() -> None:
    """Put uv, the locked dependencies and the project into `.venv`; every file that is fetched is checked by hash."""
    own_pip = _runs(str(PYTHON), "-m", "pip", "--version")
    pip = (str(PYTHON), "-m", "pip") if own_pip else (sys.executable, "-m", "pip", "--python", str(PYTHON))
    run("install uv", *pip, "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(BOOTSTRAP))
    environment = registry_environment(pip, os.environ)
    uv_pip = (str(UV), "pip")
    where = ("--quiet", "--python", str(PYTHON))
    run("install the dependencies", *uv_pip, "sync", "--require-hashes", "--compile-bytecode", *where, LOCK.name, env=environment)
    run("install Countersign", *uv_pip, "install", "--no-deps", "--no-build-isolation", *where, "-e", ".", env=environment)


def lock(*, upgrade: bool) -> None:
    """Solve the dependencies of pyproject.toml anew into requirements.lock, and copy uv's lines into bootstrap.txt."""
    environment = registry_environment((str(PYTHON), "-m", "pip"), os.environ)
    command = (str(UV), *_COMPILE, *(("--upgrade",) if upgrade else ()), "--python", str(PYTHON), "-o", LOCK.name)
    run("solve the dependencies", *command, env=environment)
    BOOTSTRAP.write_text(requirement("uv", LOCK.read_text()))


def requirement(name: str, lock_text: str) -> str:
    """The lines of one requirement in the text of a lock: name, version, hashes. Raises SetUpError when it is not there."""
    found = re.search(rf"^{re.escape(name)}==.*?(?<!\\)\n", lock_text, re.MULTILINE | re.DOTALL)
    if found is None:
        raise SetUpError(f"requirements.lock does not hold {name}.")
    return found.group()


def run(what: str, *command: str, env: dict[str, str] | None = None) -> None:
    """Run `command` in the project's folder without standard input; raises SetUpError naming `what` when it fails."""
    environment = clean_environment(os.environ) if env is None else env
    if subprocess.run(command, cwd=ROOT, check=False, stdin=subprocess.DEVNULL, env=environment).returncode != 0:
        raise SetUpError(f"The set-up stopped: could not {what} (see above).")


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _runs(*command: str) -> bool:
    try:
        return subprocess.run(command, check=False, capture_output=True, env=clean_environment(os.environ)).returncode == 0
    except OSError:
        return False


if __name__ == "__main__":
    main()
