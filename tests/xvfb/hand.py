"""A hand at the keyboard: xdotool and nothing else, and no mouse. It sees windows by their titles."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass

from tests.xvfb.display import PATIENCE_S, Display, until

#: between two letters that the keyboard has no key for: the server is given one for each, and the app has to learn of it
_FOREIGN_MS = 60
_PLAIN_MS = 4


@dataclass
class Hand:
    """Presses keys on `display`; they go to the window that has the focus there."""

    display: Display

    def key(self, *names: str) -> None:
        """Press keys by the names of xdotool, one after the other: `Return`, `ctrl+n`, `x`."""
        self._tool("key", "--delay", "0", *names)

    def type(self, text: str) -> None:
        """Type a text, in whatever script."""
        delay = _PLAIN_MS if text.isascii() else _FOREIGN_MS
        self._tool("type", "--delay", str(delay), "--", text)

    def go(self, *names: str) -> None:
        """Press keys, and wait until the screen has answered and is still. For what nothing but the screen tells of."""
        before = self.display.still()
        self.key(*names)
        self.display.changed(before, " ".join(names))

    def write(self, text: str, *then: str) -> None:
        """Type a text and press keys after it, and wait until the screen has answered and is still."""
        before = self.display.still()
        self.type(text)
        if then:
            self.key(*then)
        self.display.changed(before, f"{text!r} {' '.join(then)}")

    def windows(self) -> dict[str, str]:
        """All windows in sight: their titles, by the number that X knows them by."""
        found = self._ask("search", "--onlyvisible", "--name", ".").split()
        return {one: self._ask("getwindowname", one).strip() for one in found}

    def take_window(self, title: str) -> None:
        """Wait for a window whose title begins so, and give it the focus, for there is no window manager that would."""
        found: list[str] = []

        def there() -> bool:
            found[:] = [one for one, told in self.windows().items() if told.startswith(title)]
            return bool(found)

        until(there, lambda: f"no window {title!r} among {self.windows()}")
        self._tool("windowfocus", "--sync", found[-1])

    def _ask(self, *words: str) -> str:
        return self._run(words).stdout

    def _tool(self, *words: str) -> None:
        done = self._run(words)
        assert done.returncode == 0, f"xdotool {' '.join(words)}: {done.stderr}"

    def _run(self, words: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": os.environ["PATH"], "DISPLAY": self.display.name, "LANG": "C.UTF-8"}
        command = ("xdotool", *words)
        return subprocess.run(command, check=False, capture_output=True, text=True, env=environment, timeout=PATIENCE_S)
