"""Import: files become tables of rows, rows become items."""
