"""A bare Debian below build/smoke: the smallest system, the libraries that the package depends on, one font, no Python.

Made once and kept; each run works in a fresh copy. Needs root and debootstrap.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from prepare import ROOT, SetUpError

SMOKE = ROOT / "build" / "smoke"
SUITE = "bookworm"
USER = "ada"
FONTS = ("fonts-dejavu-core",)
_CHROOT_ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
_PROXIES = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "no_proxy", "NO_PROXY")


def fresh_root(package: Path) -> Path:
    """A new system with what `package` depends on, though not the package itself. Raises `SetUpError`."""
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        raise SetUpError("The smoke test needs root and debootstrap: apt-get install debootstrap")
    base = _base(depends_of(package))
    root = SMOKE / "root"
    told("rm", "-rf", "--one-file-system", str(root))
    told("cp", "-a", "--reflink=auto", str(base), str(root))
    return root


def depends_of(package: Path) -> list[str]:
    """The names of the packages that a .deb depends on."""
    fields = told("dpkg-deb", "-f", str(package), "Depends")
    return [entry.split("(")[0].strip() for entry in fields.split(",")]


def install(root: Path, package: Path) -> None:
    """Install a .deb there with dpkg alone, which fetches nothing and fails where a dependency is missing. Raises `SetUpError`."""
    shutil.copy(package, root / "tmp" / package.name)
    inside(root, "dpkg", "--install", f"/tmp/{package.name}")
    (root / "tmp" / package.name).unlink()


def pythons(root: Path) -> list[str]:
    """Whatever Python there is in the system."""
    return sorted(
        str(path.relative_to(root))
        for folder in ("usr/bin", "usr/lib", "usr/local")
        for path in (root / folder).glob("**/python3*")
    )


def inside(root: Path, *command: str) -> str:
    """Run a command as root in the system; returns what it prints. Raises `SetUpError`."""
    proxies = {name: os.environ[name] for name in _PROXIES if name in os.environ}
    return told("chroot", str(root), *command, env={**_CHROOT_ENVIRONMENT, **proxies})


def told(*command: str, env: dict[str, str] | None = None) -> str:
    """What a command prints. Raises `SetUpError` with the end of what it says when it fails."""
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=env)
    if done.returncode != 0:
        raise SetUpError(f"{' '.join(command[:4])}: {(done.stderr or done.stdout).strip()[-600:]}")
    return done.stdout


def _base(packages: list[str]) -> Path:
    wanted = [*packages, *FONTS]
    key = hashlib.sha256(" ".join([SUITE, USER, *wanted]).encode()).hexdigest()[:12]
    base = SMOKE / f"base-{key}"
    if base.exists():
        return base
    print(f"Making a bare {SUITE} (some minutes, once)", flush=True)
    making = SMOKE / "making"
    told("rm", "-rf", "--one-file-system", str(making))
    SMOKE.mkdir(parents=True, exist_ok=True)
    told("debootstrap", "--variant=minbase", SUITE, str(making), _mirror())
    shutil.copy("/etc/resolv.conf", making / "etc" / "resolv.conf")
    inside(making, "apt-get", "-q", "update")
    inside(making, "apt-get", "-q", "install", "-y", "--no-install-recommends", *wanted)
    inside(making, "apt-get", "clean")
    inside(making, "useradd", "--create-home", "--uid", "1000", USER)
    making.rename(base)
    for older in SMOKE.glob("base-*"):
        if older != base:
            told("rm", "-rf", "--one-file-system", str(older))
    return base


def _mirror() -> str:
    """The mirror of Debian that this machine uses itself."""
    listed = told("apt-get", "indextargets", "--format", "$(REPO_URI) $(CODENAME)", "Created-By: Packages", "Component: main")
    for line in listed.splitlines():
        address, _, name = line.partition(" ")
        if name == SUITE:
            return address
    raise SetUpError(f"This machine has no source of Debian {SUITE}.")
