"""The window of Countersign: PySide6, and nothing that a headless run needs."""
