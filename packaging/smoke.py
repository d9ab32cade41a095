"""Installs the package in a bare Debian and works with it there: no Python, no network but loopback, nobody's desktop.

    python packaging/smoke.py              needs root, debootstrap, Xvfb, xdotool; make bundle-smoke

The X server, the keyboard and the model run outside the bare system, in the same network; inside there is only what the package
depends on, and one font.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from linux_layout import DIST
from prepare import SetUpError
from smoke_bare import PROJECT, Bare, Keys, account, expect, until
from smoke_net import behind_tls, display, interfaces, loopback_up, model
from smoke_root import fresh_root, install, pythons, told

_INSIDE = "--inside"
_OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
_DISPLAY = 77


def main() -> int:
    """Make the system, then go on in namespaces of our own, which take every mount and process with them when they end."""
    try:
        if _INSIDE in sys.argv:
            work_inside(Path(sys.argv[-2]), Path(sys.argv[-1]))
            return 0
        package = max(DIST.glob("countersign_*.deb"), key=lambda path: path.stat().st_mtime, default=None)
        expect(package is not None, "there is a package in dist/ (make deb)")
        assert package is not None
        root = fresh_root(package)
        own = ("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child")
        return subprocess.run((*own, sys.executable, __file__, _INSIDE, str(root), str(package)), check=False).returncode
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1


def work_inside(root: Path, package: Path) -> None:
    """All checks. Raises `SetUpError` at the first that fails."""
    loopback_up()
    expect(interfaces() == ["lo"], "there is no network but loopback")
    expect(pythons(root) == [], "there is no Python in the bare system")
    mount(root)
    steps: list[tuple[str, Callable[[], None]]] = [
        ("installed by dpkg alone", lambda: install(root, package)),
        ("commands, man page, desktop entry", lambda: check_commands(account(root, "commands"), root)),
        ("offscreen: first start, sample, ended, checked", lambda: check_offscreen(account(root, "offscreen"))),
        ("offscreen: 300 decisions in the terminal, exports", lambda: check_terminal(account(root, "terminal"))),
        ("X11: decisions by keys, restart, undo, export", lambda: check_keys(account(root, "keys"))),
        ("a model over HTTP and HTTPS", lambda: check_model(account(root, "model"))),
    ]
    for name, step in steps:
        started = time.monotonic()
        step()
        print(f"ok  {name} ({time.monotonic() - started:.0f} s)", flush=True)


def mount(root: Path) -> None:
    """What a running system has beside its files. X's sockets are those of the X server outside."""
    sockets = root / "tmp" / ".X11-unix"
    sockets.mkdir(exist_ok=True)
    Path("/tmp/.X11-unix").mkdir(exist_ok=True)
    told("mount", "-t", "proc", "proc", str(root / "proc"))
    told("mount", "--rbind", "/dev", str(root / "dev"))
    told("mount", "--bind", "/tmp/.X11-unix", str(sockets))


def check_commands(bare: Bare, root: Path) -> None:
    """The program says its version; what a desktop needs lies where it looks."""
    said = bare.command("--version")
    expect(said.startswith("countersign 0"), f"--version says the version: {said}")
    expect("Usage: countersign export" in bare.command("export", "--help"), "help is printed")
    for name in ("applications/countersign.desktop", "mime/packages/countersign.xml", "man/man1/countersign.1.gz"):
        expect((root / "usr/share" / name).exists(), f"{name} is installed")
    licences = root / "usr/lib/countersign/_internal/resources/licences.txt"
    expect("GNU LESSER GENERAL PUBLIC LICENSE" in licences.read_text(encoding="utf-8"), "the licences are inside")


def check_offscreen(bare: Bare) -> None:
    """The real window without a display makes the sample project; a second start goes on with it."""
    for _ in range(2):
        with bare.window(_OFFSCREEN):
            bare.until_sample()
    bare.command("check")
    figures = bare.figures()
    expect((figures["items"], figures["open"]) == (400, 400), f"400 items, nothing decided by itself: {figures}")


def check_terminal(bare: Bare) -> None:
    """The whole loop without a window, with the encoder, the learner and every format that the demo writes."""
    said = bare.command("demo", "--terminal", "--folder", f"{bare.home}/demo")
    expect("Rehearsed 300 decisions" in said, f"300 decisions: {said}")
    folder = bare.root / bare.home.lstrip("/") / "demo"
    expect(rows(folder / "labels.csv") == 300, "the CSV has 300 rows")
    expect((folder / "labels.parquet").read_bytes()[:4] == b"PAR1", "the Parquet file is one")


def check_keys(bare: Bare) -> None:
    """Five decisions by keys on X11, one undone; after a restart one more is undone; stats and an export agree."""
    with display(_DISPLAY) as number:
        keys, screen = Keys(number), {"DISPLAY": number}
        with bare.window(screen) as program:
            bare.until_sample()
            keys.take()
            for _ in range(5):
                keys.decide(bare)
            keys.undo(bare)
            close(keys, program)
        expect(bare.decided() == 4, f"four decisions stand, not {bare.decided()}")
        with bare.window(screen, str(Path(bare.home) / ".local/share/countersign/default.countersign")) as program:
            keys.take()
            keys.undo(bare)
            close(keys, program)
    expect(bare.figures()["decided"] == bare.decided() == 3, f"stats says three: {bare.figures()}")
    bare.command("export", "--project", PROJECT, "--out", f"{bare.home}/labels.csv")
    expect(rows(bare.root / bare.home.lstrip("/") / "labels.csv") == 3, "the export has three rows")
    bare.command("check")


def check_model(bare: Bare) -> None:
    """A model is called over HTTP; over HTTPS only where its certificate is trusted."""
    with bare.window(_OFFSCREEN):
        bare.until_sample()
    with model() as url, tempfile.TemporaryDirectory() as folder, behind_tls(url, Path(folder)) as signed:
        key = {"SMOKE_KEY": "not-a-secret"}
        add = ("--model", "openai/fake-1", "--key-env", "SMOKE_KEY", "--base-url")
        bare.command("model", "add", "plain", *add, url)
        bare.command("model", "add", "signed", *add, signed.url)
        bare.command("model", "test", "plain", environment=key)
        refused = bare.command("model", "test", "signed", environment=key, status=1)
        expect("certificate" in refused and "not trusted" in refused, f"an unknown authority is refused: {refused}")
        trusted = bare.root / bare.home.lstrip("/") / "authority.pem"
        trusted.write_bytes(signed.authority.read_bytes())
        bare.command("model", "test", "signed", environment={**key, "SSL_CERT_FILE": f"{bare.home}/authority.pem"})
        bare.command("prompt", "add", "--project", PROJECT, "--model", "plain", "--activate")
        bare.command("suggest", "--project", PROJECT, "--limit", "5", environment=key)
    answered = bare.ask("SELECT count(*) FROM call_result WHERE outcome = 'answered'")
    expect(answered == 5, f"five calls were answered, not {answered}")


def close(keys: Keys, program: subprocess.Popen[bytes]) -> None:
    """Close the window by its key and wait until the program has ended well."""
    keys.press("ctrl+q")
    until(lambda: program.poll() is not None, "the program ends when its window is closed")
    expect(program.returncode == 0, f"it ends with 0, not {program.returncode}")


def rows(path: Path) -> int:
    """Rows of a CSV file below its header."""
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


if __name__ == "__main__":
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    raise SystemExit(main())
