"""Small widgets that more than one screen uses. Each paints itself from the theme."""
