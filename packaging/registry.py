"""Makes uv use the registry that pip uses: index, extra indexes, find-links, certificate, proxy.

Whoever set pip up for a mirror should not have to say it again. A setting already made for uv wins. The values may hold
passwords: they go into the environment of uv and are never printed.
"""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Mapping, Sequence

# pip's option, what uv calls it, and the older names under which the same may have been set for uv.
_OPTIONS = (
    ("index-url", "UV_DEFAULT_INDEX", ("UV_INDEX_URL",)),
    ("extra-index-url", "UV_INDEX", ("UV_EXTRA_INDEX_URL",)),
    ("find-links", "UV_FIND_LINKS", ()),
    ("trusted-host", "UV_INSECURE_HOST", ()),
    ("cert", "SSL_CERT_FILE", ()),
    ("proxy", "ALL_PROXY", ("all_proxy", "HTTPS_PROXY", "https_proxy")),
)
_COMMAS = ("UV_FIND_LINKS",)
# The interpreter and the place to install into are ours to say; hashes are demanded where they can be.
_NOT_INHERITED = (
    *("UV_PYTHON", "UV_SYSTEM_PYTHON", "UV_PROJECT", "UV_WORKING_DIR", "UV_REQUIRE_HASHES", "UV_NO_VERIFY_HASHES"),
    *("UV_NO_BUILD_ISOLATION", "VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONPATH", "PYTHONHOME"),
    *("PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_REQUIRE_VIRTUALENV"),
)


def clean_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """`environ` without what would choose another interpreter or another place to install into."""
    return {name: value for name, value in environ.items() if name not in _NOT_INHERITED}


def pip_settings(listing: str) -> dict[str, str]:
    """The settings in what `pip config list` printed (`section.name='value'`); later sections win as in pip.

    pip lets the environment win over `[install]` and that over `[global]`.
    """
    settings: dict[str, str] = {}
    for section in ("global.", "install.", ":env:."):
        for line in listing.splitlines():
            name, _, value = line.partition("=")
            if name.startswith(section):
                settings[name.removeprefix(section)] = str(ast.literal_eval(value))
    return settings


def uv_environment(environ: Mapping[str, str], settings: Mapping[str, str]) -> dict[str, str]:
    """`environ` plus pip's `settings` under the names that uv reads."""
    result = dict(environ)
    for option, name, others in _OPTIONS:
        value = settings.get(option, "").split()
        if value and not any(known in environ for known in (name, *others)):
            result[name] = ("," if name in _COMMAS else " ").join(value)
    if "UV_INDEX" in result:
        # pip looks at all indexes, uv by itself at the first that knows the name; hashes make looking at all of them safe.
        result.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    if "no-index" in settings and settings["no-index"].lower() in {"1", "true", "yes", "on"}:
        result.setdefault("UV_NO_INDEX", "1")
    return result


def registry_environment(pip: Sequence[str], environ: Mapping[str, str]) -> dict[str, str]:
    """The environment for uv, from `environ` and the settings of `pip`, a command; of none where it does not run."""
    clean = clean_environment(environ)
    listed = subprocess.run((*pip, "config", "list"), check=False, capture_output=True, text=True, env=clean)
    return uv_environment(clean, pip_settings(listed.stdout) if listed.returncode == 0 else {})
