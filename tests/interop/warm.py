"""Runs a bundle's script many times with LiteLLM imported once: its import takes longer than all that a test asks of it.

A process with nothing of ours on its path imports LiteLLM as the script does and waits. Each run is a fork of it, with arguments,
environment, folder and output of its own, which runs the script's file from its first line on.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

_SERVER = """
import json, os, runpy, sys, traceback
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
import litellm, litellm.main
print("ready", flush=True)
for line in sys.stdin:
    wish = json.loads(line)
    child = os.fork()
    if child:
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
        continue
    status = 1
    try:
        os.chdir(wish["folder"])
        os.environ.clear()
        os.environ.update(wish["environment"])
        for number, name in ((1, "out"), (2, "error")):
            os.dup2(os.open(os.path.join(wish["output"], name), os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        sys.argv = wish["command"]
        runpy.run_path(sys.argv[0], run_name="__main__")
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
"""


class Warm:
    """The waiting process. Use as a context manager."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory()
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _SERVER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"PATH": "", "HOME": self._folder.name},
            text=True,
        )
        assert self._line() == "ready"

    def run(self, command: list[str], folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
        """Run a script, the first word of `command`, with the rest as its arguments; gives status and output."""
        assert self._process.stdin is not None
        wish = {"command": command, "folder": str(folder), "environment": environment, "output": self._folder.name}
        self._process.stdin.write(json.dumps(wish) + "\n")
        self._process.stdin.flush()
        status = int(self._line())
        out, error = ((Path(self._folder.name) / name).read_bytes() for name in ("out", "error"))
        return subprocess.CompletedProcess(command, status, out, error)

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def __enter__(self) -> Warm:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.communicate()
        self._folder.cleanup()
