"""The bundle holds what the running program imports, and leaves out what it does not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bundle_contents import EXCLUDED, HIDDEN, WHOLE, WITH_METADATA, import_names, modules_under, wanted_file, wanted_module
from bundle_environment import runtime_lock, runtime_names

ROOT = Path(__file__).resolve().parents[3]
OURS = ("core", "desktop", "resources")
#: imported by us, and yet not in the bundle: the set-up builds the encoder with the first two, the third is nobody's but the person's
LEFT_OUT = {"onnx", "safetensors", "spacy"}


def imported() -> Iterator[str]:
    """Every module that our code imports, wherever in a file that stands."""
    for package in OURS:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    yield from (name.name for name in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module:
                    yield node.module


def test_nothing_that_runs_is_left_out() -> None:
    names = {name for name in imported() if name.split(".")[0] not in LEFT_OUT}
    assert "sklearn.linear_model" in names
    assert [name for name in sorted(names) if not wanted_module(name)] == []


def test_what_is_left_out_of_our_imports_is_really_imported() -> None:
    assert {name.split(".")[0] for name in imported()} >= LEFT_OUT


def test_what_is_imported_by_name_is_named_for_the_bundle() -> None:
    names = set(import_names(ROOT, ("core", "desktop")))
    assert names
    assert names <= {*HIDDEN}


def test_the_metadata_that_is_asked_for_goes_in() -> None:
    asked: set[str] = set()
    for package in OURS:
        for path in (ROOT / package).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            if "importlib.metadata" in text and path.name != "about.py":  # which asks for ours only where there is no bundle
                asked |= set(re.findall(r"""\b(?:version|metadata|distribution)\(["']([\w-]+)["']\)""", text))
    assert asked <= {*WITH_METADATA}


def test_no_migration_and_no_format_is_missing() -> None:
    modules = modules_under(ROOT / "core", "core")
    assert {"core", "core.storage.migrations.env", "core.export.formats.csv", "core.llm.provider"} <= set(modules)
    assert "core" in WHOLE


@pytest.mark.parametrize(
    ("name", "goes_in"),
    [
        ("jinja2.tests", True),
        ("numpy._core.tests._natype", True),
        ("sklearn.linear_model.tests.test_logistic", False),
        ("pandas", False),
        ("pandas.core.frame", False),
        ("pandasql", True),
        ("readline", False),
        ("PySide6.QtWidgets", True),
        ("PySide6.QtQml", False),
        ("botocore.session", False),
    ],
)
def test_modules(name: str, goes_in: bool) -> None:
    assert wanted_module(name) is goes_in


@pytest.mark.parametrize(
    ("target", "outside", "goes_in"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", False, True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False, False),
        ("PySide6/plugins/platforms/qwindows.dll", False, True),
        ("PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so", False, True),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", False, False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", False, True),
        ("PySide6/Qt/translations/qtbase_de.qm", False, False),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", False, True),
        ("PySide6/Qt/lib/libQt6Network.so.6", False, True),
        ("PySide6/Qt/lib/libQt6Qml.so.6", False, False),
        ("PySide6/Qt/lib/libQt6WaylandClient.so.6", False, True),
        ("resources/translations/countersign_zh_CN.qm", False, True),
        ("resources/encoder/minilm-int8.onnx", False, True),
        ("core/storage/migrations/versions/0001_first.py", False, True),
        ("litellm/model_prices_and_context_window_backup.json", False, True),
        ("litellm/proxy/_experimental/out/index.html", False, False),
        ("pyarrow/libarrow.so.2600", False, True),
        ("pyarrow/libarrow_flight.so.2600", False, False),
        ("pyarrow/_flight.cpython-311-x86_64-linux-gnu.so", False, False),
        ("certifi/cacert.pem", False, True),
        ("libssl.so.3", True, True),
        ("libglib-2.0.so.0", True, False),
        ("libstdc++.so.6", True, False),
        ("libreadline.so.8", True, False),
    ],
)
def test_files(target: str, outside: bool, goes_in: bool) -> None:
    assert wanted_file(target, f"/somewhere/{target}", outside=outside) is goes_in


def test_libraries_under_the_gpl_are_never_asked_for() -> None:
    assert {"readline", "_gdbm"} <= set(EXCLUDED)


def test_the_bundle_is_made_of_the_programs_own_part_of_the_lock() -> None:
    names = set(runtime_names())
    assert {"litellm", "pyside6-essentials", "scikit-learn", "pyinstaller", "certifi"} <= names
    assert not names & {"pytest", "ruff", "pandas", "spacy", "datasets", "transformers", "torch", "pyside6-addons"}
    lock = runtime_lock((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    assert re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE) == sorted(names)
    assert "--hash=sha256:" in lock
