"""All projects of the workspace: opening, renaming, putting away, deleting."""
