"""What Debian and Ubuntu must have installed before Qt opens a window, and before the tests drive one.

Only the standard library: this runs before anything is installed. On other systems nothing is looked for. A package counts as
installed under its own name or under one that provides it (Debian 13 and Ubuntu 24.04 call libglib2.0-0 libglib2.0-0t64).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

WINDOW = (
    *("libglib2.0-0", "libegl1", "libgl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1"),
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxcb-xkb1", "libxkbcommon-x11-0", "libx11-xcb1"),
)
TESTS = (
    "xvfb",
    "xdotool",
    "strace",
    "binutils",
    "groff-base",
    "desktop-file-utils",
    "appstream",
    "fonts-noto-cjk",
    "fonts-noto-color-emoji",
)
NEEDED = {"checks": (), "window": WINDOW, "tests": WINDOW + TESTS}

_APT = ("apt-get", "-q", "-o", "DPkg::Lock::Timeout=300")
_INSTALL = ("install", "-y", "--no-install-recommends")


class MissingPackagesError(Exception):
    """System packages are missing and cannot be installed from here; the text says what to run."""


def is_debian(os_release: str) -> bool:
    """Whether the text of an os-release file is that of Debian or of a system made from it (os-release(5): ID, ID_LIKE)."""
    fields = dict(line.split("=", 1) for line in os_release.splitlines() if "=" in line)
    family = f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}".replace('"', " ").split()
    return "debian" in family or "ubuntu" in family


def installed(listing: str) -> set[str]:
    """Names of the installed packages, and of those they provide, in what `dpkg-query` listed for `_LISTING`."""
    names: set[str] = set()
    for line in listing.splitlines():
        status, _, rest = line.partition("|")
        if status.split()[-1:] == ["installed"]:
            package, _, provides = rest.partition("|")
            names.add(package)
            names.update(entry.split("(")[0].split(":")[0].strip() for entry in provides.split(",") if entry.strip())
    return names


def missing(wanted: Iterable[str], listing: str) -> list[str]:
    """Those of `wanted` that are not installed, in their order."""
    present = installed(listing)
    return [name for name in wanted if name not in present]


def line_to_run(packages: Sequence[str]) -> str:
    """The one line that installs `packages`, for a person who may become root."""
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}"


def advice(packages: Sequence[str]) -> str:
    """What to tell somebody who is not root and lacks `packages`."""
    only_tests = set(packages) <= set(TESTS)
    why = "Only the tests need these system packages; `make demo` works without them." if only_tests else ""
    return f"{why or 'These system packages are missing.'} Run this line, then try again:\n    {line_to_run(packages)}"


def ensure(packages: Sequence[str]) -> None:
    """Have `packages` installed where the system is Debian's kind; elsewhere do nothing.

    Installs as root, or by sudo where it asks for no password. Raises `MissingPackagesError` where neither is possible or
    apt-get failed.
    """
    if not packages or not _on_debian():
        return
    absent = missing(packages, _listing())
    if not absent:
        return
    prefix = _root_prefix()
    if prefix is None:
        raise MissingPackagesError(advice(absent))
    _install(prefix, absent)


def _on_debian() -> bool:
    release = Path("/etc/os-release")
    return sys.platform == "linux" and release.exists() and shutil.which("apt-get") is not None and is_debian(release.read_text())


def _listing() -> str:
    command = ("dpkg-query", "-W", "-f", "${Status}|${Package}|${Provides}\n")
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _root_prefix() -> tuple[str, ...] | None:
    """What to put before a command so that root runs it; None where we cannot become root without asking."""
    if os.geteuid() == 0:
        return ()
    sudo = shutil.which("sudo")
    if sudo and subprocess.run((sudo, "-n", "true"), check=False, capture_output=True).returncode == 0:
        return (sudo, "-n")
    return None


def _install(prefix: tuple[str, ...], packages: Sequence[str]) -> None:
    print("Installing system packages: " + " ".join(packages), flush=True)
    quiet = (*prefix, "env", "DEBIAN_FRONTEND=noninteractive")
    # A source that does not answer must not stop us: whether the packages could be had is told by the installation.
    subprocess.run((*quiet, *_APT, "update"), check=False, stdin=subprocess.DEVNULL)
    done = subprocess.run((*quiet, *_APT, *_INSTALL, *packages), check=False, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        raise MissingPackagesError(f"apt-get could not install them. {advice(packages)}")
