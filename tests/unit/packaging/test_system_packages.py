"""System packages: what counts as installed, what is asked for, what a person without root is told."""

from __future__ import annotations

import pytest
from system_packages import NEEDED, TESTS, WINDOW, advice, installed, is_debian, line_to_run, missing

# As `dpkg-query -W` prints it on Debian 13: the library moved to another name that provides the old one.
LISTING = """\
install ok installed|libglib2.0-0t64|libglib2.0-0 (= 2.84.4-3~deb13u1)
install ok installed|libegl1|
deinstall ok config-files|libgl1|
install ok installed|mail|mail-reader, imap-client:any
"""


def test_a_package_counts_under_its_name_and_under_what_it_provides() -> None:
    assert installed(LISTING) == {"libglib2.0-0t64", "libglib2.0-0", "libegl1", "mail", "mail-reader", "imap-client"}


def test_what_was_removed_is_missing_though_its_settings_remain() -> None:
    assert missing(("libglib2.0-0", "libgl1", "libegl1"), LISTING) == ["libgl1"]


def test_on_an_empty_machine_everything_is_missing() -> None:
    assert missing(WINDOW, "") == list(WINDOW)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n', True),
        ("ID=ubuntu\nID_LIKE=debian\n", True),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', True),
        ('NAME="debian lookalike"\nID=fedora\n', False),
        ("", False),
    ],
)
def test_debian_and_what_is_made_from_it_is_recognised(text: str, expected: bool) -> None:
    assert is_debian(text) is expected


def test_the_demo_does_not_ask_for_what_only_tests_need() -> None:
    assert not set(NEEDED["window"]) & set(TESTS)
    assert set(NEEDED["tests"]) == set(WINDOW) | set(TESTS)
    assert NEEDED["checks"] == ()


def test_without_root_one_line_is_told_and_what_it_is_for() -> None:
    for_tests = advice(["xvfb", "strace"])
    assert line_to_run(["xvfb", "strace"]) in for_tests.splitlines()[-1]
    assert "Only the tests need" in for_tests
    assert "Only the tests need" not in advice(["xvfb", "libegl1"])
