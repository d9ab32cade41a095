"""The arrows of the house hold, and the contracts that hold them bite."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("core", "desktop", "resources")


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run((sys.executable, "-c", program, "--no-cache"), cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the source in which a test may break an arrow."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        for source in (ROOT / package).rglob("*.py"):
            target = tmp_path / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    return tmp_path


def test_every_contract_is_kept(house: Path) -> None:
    done = lint_imports(house)
    assert done.returncode == 0, done.stdout
    assert re.search(r"Contracts: \d+ kept, 0 broken", done.stdout)


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("core/clock.py", "import PySide6.QtCore", "core runs without Qt"),
        ("core/domain/task.py", "import desktop", "desktop over core over resources"),
        ("core/domain/task.py", "import core.review.cards", "the layers of core"),
        ("core/review/cards.py", "import onnxruntime", "only core.encode knows"),
        ("core/review/cards.py", "import sklearn.svm", "only core.learn knows"),
        ("core/gadgets.py", "", "the layers of core"),
    ],
)
def test_a_broken_arrow_is_found(house: Path, module: str, line: str, contract: str) -> None:
    with (house / module).open("a") as source:
        source.write(f"\n{line}\n")
    done = lint_imports(house)
    assert done.returncode != 0
    assert re.search(rf"{contract}.* BROKEN", done.stdout), done.stdout


def test_no_package_shadows_the_library_packaging() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_every_module_says_what_it_is_for() -> None:
    texts = {path: path.read_text(encoding="utf-8").strip() for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    assert texts
    silent = [str(path.relative_to(ROOT)) for path, text in texts.items() if text and not text.startswith(('"""', 'r"""'))]
    assert silent == []


def test_only_tables_ask_for_the_kind() -> None:
    kinds = "choice|choices|text|fields|spans|preference"
    chain = re.compile(rf"""\btask\.kind\s*(?:==|!=|in\b|is\b)|\bkind\s*(?:==|!=|is)\s*["'](?:{kinds})["']""")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if chain.search(line)
    ]
    assert found == []


def test_every_dependency_has_its_reason_and_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.split(r"[<>=!~ ;\[]", entry)[0] for entry in wanted}
    document = (ROOT / "ARCHITECTURE.md").read_text().partition("## Dependencies")[2]
    explained = {name for row in re.findall(r"^\| ([a-z0-9, -]+) \|", document, re.MULTILINE) for name in row.split(", ")}
    assert explained - {"package"} == names
