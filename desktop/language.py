"""Which language the window speaks, and what it takes to speak it: our words, Qt's own, dates and numbers.

A language is chosen by its name, `en` or `zh_CN`; `system` follows the account's first language that there is.
"""

from __future__ import annotations

from importlib import resources

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from desktop.i18n import ENGLISH, LANGUAGE

SYSTEM = "system"
CHINESE = "zh_CN"
#: by the names that they call themselves, for whoever cannot read the language that is spoken
NAMES = {ENGLISH: "English", CHINESE: "简体中文"}


def speak(app: QCoreApplication, wanted: str, system: QLocale | None = None) -> str:
    """Speak `wanted` from now on: what is made later speaks it. Returns the language that is spoken, `en` or `zh_CN`.

    `system` is the account's locale. It stays in force for dates and numbers where its language is the one that is spoken.
    """
    locale = QLocale.system() if system is None else system
    chosen = wanted if wanted in NAMES else _of(locale)
    _forget(app)
    if chosen != ENGLISH:
        _install(app, chosen)
    app.setProperty(LANGUAGE, chosen)
    QLocale.setDefault(locale if _of(locale, "") == chosen else QLocale(chosen))
    return chosen


def _of(locale: QLocale, otherwise: str = ENGLISH) -> str:
    """The language of `NAMES` that suits `locale` best."""
    for name in locale.uiLanguages():
        language = QLocale(name).language()
        if language is QLocale.Language.Chinese:
            return CHINESE
        if language is QLocale.Language.English:
            return ENGLISH
    return otherwise


def _install(app: QCoreApplication, language: str) -> None:
    ours = str(resources.files("resources") / "translations")
    qts = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, place in (("qtbase", qts), ("countersign", ours)):  # what is installed last is asked first
        translator = QTranslator(app)
        translator.setObjectName(LANGUAGE)
        if translator.load(f"{name}_{language}", place):
            app.installTranslator(translator)


def _forget(app: QCoreApplication) -> None:
    for translator in app.findChildren(QTranslator, LANGUAGE):
        app.removeTranslator(translator)
        translator.deleteLater()
