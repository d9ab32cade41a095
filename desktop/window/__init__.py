"""The main window: the rail, the screens in their stack, and what binds them to an open workspace."""
