"""uv looks where pip looks: the settings of a real pip, read and translated."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest
from registry import clean_environment, pip_settings, registry_environment, uv_environment

# A virtual environment made where ensurepip was missing has no pip of its own; then the interpreter below it has one.
PYTHON = sys.executable if importlib.util.find_spec("pip") else str(Path(sys.base_prefix) / "bin" / "python3")
PIP = (PYTHON, "-m", "pip")


def test_the_settings_of_pip_reach_uv(tmp_path: Path) -> None:
    config = tmp_path / "pip.conf"
    config.write_text("[global]\nindex-url = https://mirror.example/simple\nextra-index-url =\n  file:///a\n  file:///b\n")
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_"))}
    result = registry_environment(PIP, {**bare, "PIP_CONFIG_FILE": str(config), "PIP_FIND_LINKS": "/wheels /more"})
    assert result["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    assert result["UV_INDEX"].split()[-2:] == ["file:///a", "file:///b"]
    assert result["UV_INDEX_STRATEGY"] == "unsafe-best-match"
    assert result["UV_FIND_LINKS"] == "/wheels,/more"


def test_without_a_pip_the_environment_stays_as_it_is() -> None:
    assert registry_environment((sys.executable, "-c", "raise SystemExit(1)"), {"HOME": "/h"}) == {"HOME": "/h"}


def test_the_environment_wins_over_the_command_over_the_general() -> None:
    listing = ":env:.cert='/env'\nglobal.cert='/global'\nglobal.proxy='g'\ninstall.proxy='i'\n"
    assert pip_settings(listing) == {"cert": "/env", "proxy": "i"}


@pytest.mark.parametrize("name", ["UV_DEFAULT_INDEX", "UV_INDEX_URL"])
def test_what_was_said_to_uv_itself_wins(name: str) -> None:
    result = uv_environment({name: "https://own.example"}, {"index-url": "https://pip.example"})
    assert result == {name: "https://own.example"}


def test_nothing_set_changes_nothing() -> None:
    assert uv_environment({"PATH": "/bin"}, {"timeout": "180"}) == {"PATH": "/bin"}


def test_no_index_is_heeded() -> None:
    assert uv_environment({}, {"no-index": "true"})["UV_NO_INDEX"] == "1"


def test_no_other_interpreter_is_let_in() -> None:
    assert clean_environment({"UV_PYTHON": "3.13", "VIRTUAL_ENV": "/v", "PYTHONPATH": "/p", "PATH": "/bin"}) == {"PATH": "/bin"}
