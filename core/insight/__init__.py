"""What can be read off a project: its figures, and the history of one item."""
