"""Making a project from a file, and importing more into one: one page, from the file down to Start."""
