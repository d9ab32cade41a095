"""Labels of a project."""
