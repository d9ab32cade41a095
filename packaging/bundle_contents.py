"""What goes into the bundle and what stays out. `countersign.spec` asks; the tests hold it against what the program imports.

Only the standard library: PyInstaller's environment holds the program's own dependencies and nothing else of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

#: loaded by name, or by a library in a way that no reading of the code finds
HIDDEN = (
    *("pyarrow", "pyarrow.ipc", "pyarrow.parquet", "pyarrow.csv", "pyarrow.dataset"),
    *("tiktoken_ext", "tiktoken_ext.openai_public"),
    *("alembic.ddl.sqlite", "alembic.ddl.impl", "logging.config"),
    *("keyring.backends.chainer", "keyring.backends.fail", "keyring.backends.null"),
)
#: packages of which every module goes in, because they load parts of themselves by name
WHOLE = (
    "core",
    "desktop",
    "resources",
    "litellm",
    "stdnum",
    "phonenumbers.data",
    "phonenumbers.shortdata",
    "sqlalchemy.dialects.sqlite",
)
#: packages of which the files go in that are no code
WITH_DATA = ("litellm", "stdnum", "py3langid", "certifi", "jsonschema_specifications", "litellm.litellm_core_utils.tokenizers")
#: distributions whose metadata is asked for while the program runs (versions, entry points)
WITH_METADATA = ("keyring", "litellm", "openai", "tiktoken", "tokenizers", "huggingface_hub", "pydantic", "alembic", "sqlalchemy")

#: never in the bundle, also where something would like to have it
EXCLUDED = (
    # another interface, another graph, another shell
    *("tkinter", "_tkinter", "matplotlib", "IPython", "curses", "_curses", "_curses_panel", "idlelib", "turtle", "turtledemo"),
    # libreadline and libgdbm are GPL, and no line is read from a terminal with them
    *("readline", "_gdbm", "dbm.gnu"),
    # consumers of what is exported, which only the tests use, and what they bring along
    *("pandas", "datasets", "spacy", "thinc", "dspy", "transformers", "trl", "label_studio_sdk", "torch", "tensorflow", "jax"),
    *("safetensors", "onnx", "nltk", "faker", "lxml", "PIL", "hypothesis", "pytest", "_pytest"),
    # the program offers no model of Amazon's, whose client is as large as all of LiteLLM
    *("boto3", "botocore", "s3transfer"),
    # a second way to fetch models; nothing is fetched here
    *("hf_xet",),
    # LiteLLM's second client, which `core.llm.provider` turns off
    *("litellm.rust_bridge._native",),
    # parts of Arrow that no format of ours reads
    *(
        "pyarrow.flight",
        "pyarrow._flight",
        "pyarrow.substrait",
        "pyarrow._substrait",
        "pyarrow.orc",
        "pyarrow._orc",
        "pyarrow._dataset_orc",
    ),
    *("pyarrow.cuda", "pyarrow._cuda", "pyarrow.gandiva", "pyarrow._gandiva", "pyarrow.tests", "pyarrow.jvm"),
    *("pyarrow._s3fs", "pyarrow._gcsfs", "pyarrow._azurefs", "pyarrow._hdfs", "pyarrow._pyarrow_cpp_tests"),
    # Qt beyond widgets, drawings and local sockets
    *("PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtQuickWidgets", "PySide6.QtSql", "PySide6.QtTest"),
    *("PySide6.QtDesigner", "PySide6.QtHelp", "PySide6.QtUiTools", "PySide6.QtPrintSupport", "PySide6.QtOpenGL"),
    *("PySide6.QtXml", "PySide6.QtConcurrent", "PySide6.QtOpenGLWidgets", "PySide6.QtSvgWidgets", "PySide6.scripts"),
    # of telephone numbers only their validity is asked for, not their place, carrier or time zone
    *("phonenumbers.geodata", "phonenumbers.geocoder", "phonenumbers.carrierdata", "phonenumbers.carrier"),
    *("phonenumbers.tzdata", "phonenumbers.timezone"),
    # what makes programs, and has nothing to do in one
    *("setuptools", "pip", "pkg_resources", "distutils", "lib2to3", "ensurepip", "pydoc_data", "PyInstaller"),
)
#: of a package that goes in whole: parts that only its server needs, and stay unless something imports them
_SERVER = re.compile(r"litellm\.(proxy|rust_bridge|router_strategy\.complexity_router\.artifacts)(\.|$)")
#: tests that libraries bring along; by library, for others have modules of that name that they need (`jinja2.tests`)
_TESTS = re.compile(
    r"^(numpy|scipy|sklearn|pyarrow|joblib|narwhals|fsspec|psutil|regex|threadpoolctl|onnxruntime)\..*\btests?(\.|$)"
)
#: `numpy.testing` takes it along
_NO_TEST = frozenset({"numpy._core.tests._natype", "numpy._core.tests"})

#: Qt's plug-ins that stay: windows on X11, Wayland, Windows, macOS; without a display; what Chinese input needs; images that can be shown
PLUGINS = frozenset(
    {
        *("platforms/qxcb", "platforms/qwayland", "platforms/qoffscreen", "platforms/qminimal", "platforms/qwindows"),
        *("platforms/qcocoa", "styles/qmacstyle", "styles/qmodernwindowsstyle", "iconengines/qsvgicon"),
        *("xcbglintegrations/qxcb-egl-integration", "xcbglintegrations/qxcb-glx-integration"),
        *("wayland-shell-integration/xdg-shell", "wayland-decoration-client/adwaita", "wayland-decoration-client/bradient"),
        "wayland-graphics-integration-client/qt-plugin-wayland-egl",
        *("platforminputcontexts/composeplatforminputcontextplugin", "platforminputcontexts/ibusplatforminputcontextplugin"),
        "platformthemes/qxdgdesktopportal",
        *("imageformats/qgif", "imageformats/qico", "imageformats/qjpeg", "imageformats/qsvg", "imageformats/qwebp"),
    }
)
#: Qt's own words: dialogs and menus in the languages that the program speaks
TRANSLATIONS = frozenset({"qtbase_en.qm", "qtbase_zh_CN.qm"})
#: libraries of the building system that Python's own modules are linked to. Everything else comes from the system it runs on
SYSTEM_KEPT = re.compile(r"lib(ssl|crypto|ffi|sqlite3|bz2|lzma|uuid)\.so\.")

_DROPPED_DATA = re.compile(
    r"^litellm/(proxy|rust_bridge|router_strategy)/|^litellm/.*\.(md|html|png|jpg|svg|txt|sh|lock|toml|ipynb|yaml|yml)$"
    r"|^litellm/.*(?<!tokenizer)_test|^litellm/policy_templates"
    r"|^pyarrow/(include|tests|src)/|^pyarrow/.*\.(pxd|pxi|pyx|h|hpp|cc|cmake)$|^phonenumbers/.*\.pyi$"
    r"|^sklearn/datasets/(data|images|descr|tests)/|^scipy/.*\.(pxd|pyi|h)$|^numpy/.*\.(pyi|pxd|h)$|^onnxruntime/(tools|transformers|quantization)/"
)
_DROPPED_LIBRARIES = re.compile(
    r"libarrow_(flight|s3|gcs|azure|cuda)|libarrow_python_flight|libarrow_python\w*\.so(\.\d+\.\d+\.\d+)?$"
    r"|libQt6(Qml|Quick|Sql|Test|PrintSupport|VirtualKeyboard|Pdf|EglF|LottieV|Labs|Designer|Help|UiTools|Xml|WaylandComp|WaylandEglComp)"
    r"|Qt(Qml|Quick|VirtualKeyboard|Pdf)(Core|Models|Meta|WorkerScript)?(\.framework|\.abi3|6?\.dll|$)"
)


def modules_under(folder: Path, package: str) -> list[str]:
    """The names of all modules in the `folder` of `package`, itself among them, without importing any; sorted. No tests, no servers."""
    files = [folder] if folder.is_file() else [path for path in folder.rglob("*") if path.suffix == ".py" or _is_extension(path)]
    names = {_module(package, path.relative_to(folder)) for path in files if path != folder} | {package}
    return sorted(name for name in names if wanted_module(name) and not _SERVER.match(name) and "-" not in name)


def wanted_module(name: str) -> bool:
    """Whether a module of Python code goes in."""
    if name in _NO_TEST:
        return True
    return not _TESTS.search(name) and not _excluded(name)


def wanted_file(target: str, source: str, *, outside: bool) -> bool:
    """Whether a file goes in that is no Python code.

    `target` is its place in the bundle; `outside` tells that `source` belongs neither to Python nor to a package, but to the system.
    """
    place = PurePosixPath(target.replace("\\", "/"))
    if outside and not SYSTEM_KEPT.match(place.name):
        return False
    if "PySide6" in place.parts or place.name.startswith(("libQt6", "Qt")):
        return _wanted_of_qt(place)
    if _DROPPED_DATA.search(place.as_posix()) or "tests" in place.parts:
        return False
    return not _DROPPED_LIBRARIES.search(place.name) and not _excluded(_extension_module(place)) and bool(source)


def import_names(folder: Path, packages: Iterable[str]) -> Iterator[str]:
    """What is imported by a literal name at run time in the `packages` of a source folder: `import_module("pyarrow.ipc")`."""
    literal = re.compile(r"""import_module\(\s*["']([\w.]+)["']""")
    for package in packages:
        for path in sorted((folder / package).rglob("*.py")):
            yield from literal.findall(path.read_text(encoding="utf-8"))


def _wanted_of_qt(place: PurePosixPath) -> bool:
    parts = place.parts
    if "translations" in parts:
        return place.name in TRANSLATIONS
    if "plugins" in parts:
        family, name = parts[-2], place.name.split(".")[0].removeprefix("lib")
        return f"{family}/{name}" in PLUGINS
    if "qml" in parts or place.suffix in {".pyi", ".qml", ".js"}:
        return False
    return not _DROPPED_LIBRARIES.search(place.name) and not _excluded(_extension_module(place))


def _excluded(name: str) -> bool:
    return any(name == one or name.startswith(one + ".") for one in EXCLUDED)


def _extension_module(place: PurePosixPath) -> str:
    """The module that an extension file is: `pyarrow/_flight.cpython-311-x86_64-linux-gnu.so` is `pyarrow._flight`."""
    parts = [part for part in place.parts if part not in {"lib-dynload", "python3.11"}]
    return ".".join((*parts[:-1], parts[-1].split(".")[0]))


def _is_extension(path: Path) -> bool:
    return path.suffix in {".so", ".pyd"} and not path.name.startswith("lib")


def _module(package: str, path: Path) -> str:
    parts = [*path.parts[:-1], path.name.split(".")[0]]
    return ".".join((package, *(parts[:-1] if parts[-1] == "__init__" else parts)))
