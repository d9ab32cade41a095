"""The help inside the app: the pages of `resources/help`, searched and read offline."""
