"""Makes the bundle: the program with everything it needs, in a folder that runs on a computer without Python.

    python packaging/bundle.py             into dist/countersign (on macOS also dist/Countersign.app); make bundle

Everything is made anew in build/bundle: an environment out of the lock, a copy of the source with `build.json` in it (the source
folder itself is not touched), the icons, PyInstaller's work. The hash seed and all times are those of the commit, so the same
commit and the same Python give the same files.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from bundle_environment import commit_of, make_environment
from glibc import OLDEST, newest_needed
from prepare import ROOT, SetUpError, run
from sbom import write_sbom

BUILD = ROOT / "build" / "bundle"
DIST = ROOT / "dist"
PROGRAM = DIST / "countersign"
_OURS = ("core", "desktop", "resources")


def main() -> int:
    """Make it and say what came out; 1 with one sentence when it cannot be made."""
    try:
        make_bundle()
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def make_bundle() -> None:
    """All steps. Raises `SetUpError`."""
    require_made()
    for folder in (BUILD, PROGRAM):
        shutil.rmtree(folder, ignore_errors=True)
    BUILD.mkdir(parents=True)
    python = make_environment(BUILD / "venv")
    built = copy_source(BUILD / "source")
    run("draw the icons", sys.executable, "packaging/app_icons.py", str(BUILD / "icons"))
    command = (str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", str(DIST))
    environment = build_environment(int(built["epoch"]))
    run("make the bundle", *command, "--workpath", str(BUILD / "work"), "packaging/countersign.spec", env=environment)
    strip_python()
    write_sbom(BUILD / "contents.json", built, DIST / "countersign.cdx.json")
    set_times(PROGRAM, int(built["epoch"]))
    check_glibc()
    print(f"{PROGRAM.relative_to(ROOT)}: {size_of(PROGRAM) / 1e6:.0f} MB, {built['version']} {built['commit']}")


def require_made() -> None:
    """Raise `SetUpError` when the encoder or a translation is not built: they are no part of the checkout, and the bundle needs them."""
    resources = ROOT / "resources"
    if not (resources / "encoder" / "manifest.json").exists():
        raise SetUpError("The encoder is not built yet: python packaging/build_encoder.py")
    if any(not source.with_suffix(".qm").exists() for source in (resources / "translations").glob("*.ts")):
        raise SetUpError("The translations are not built yet: python packaging/build_translations.py")


def copy_source(target: Path) -> dict[str, str]:
    """Copy our packages to `target`, with `resources/build.json` of what this is; returns what stands in it."""
    for package in _OURS:
        shutil.copytree(ROOT / package, target / package, ignore=shutil.ignore_patterns("__pycache__", "*.pyc", ".*"))
    name, when = commit_of(ROOT)
    version = str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])
    time = datetime.fromtimestamp(when, UTC).isoformat().replace("+00:00", "Z")
    built = {"version": version, "commit": name, "time": time, "epoch": str(when)}
    (target / "resources" / "build.json").write_text(json.dumps(built, indent=1) + "\n", encoding="utf-8")
    return built


def build_environment(epoch: int) -> dict[str, str]:
    """The environment of PyInstaller: nothing that changes from one build of a commit to the next."""
    return {
        **os.environ,
        "COUNTERSIGN_BUILD": str(BUILD),
        "PYTHONHASHSEED": "1",
        "SOURCE_DATE_EPOCH": str(epoch),
        "PYTHONDONTWRITEBYTECODE": "1",
        # PyInstaller imports what it looks into, and LiteLLM would fetch its price list
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
        "LITELLM_MODE": "PRODUCTION",
    }


def strip_python() -> None:
    """Take the debugging symbols out of Python's own library, three quarters of it; the wheels come without any."""
    tool = shutil.which("strip")
    for library in PROGRAM.glob("_internal/libpython*.so*") if tool and sys.platform == "linux" else ():
        run("strip Python's library", str(tool), "--strip-unneeded", str(library))


def set_times(folder: Path, epoch: int) -> None:
    """Give every file and folder the time of the commit."""
    for path in (*folder.rglob("*"), folder):
        os.utime(path, (epoch, epoch), follow_symlinks=os.utime not in os.supports_follow_symlinks)


def check_glibc() -> None:
    """Raise `SetUpError` when the bundle needs a newer glibc than is promised; only where there is one."""
    if sys.platform != "linux":
        return
    version, path = newest_needed(PROGRAM)
    print(f"oldest glibc: {'.'.join(map(str, version))} (because of {path})")
    if version > OLDEST:
        promised = ".".join(map(str, OLDEST))
        raise SetUpError(f"The bundle needs a newer glibc than the {promised} that packaging/README.md and glibc.py promise.")


def size_of(folder: Path) -> int:
    """Bytes of all files below `folder`, links not followed."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


if __name__ == "__main__":
    raise SystemExit(main())
