"""The review screen: it paints frozen read models and says what the person wants; it knows no database."""
