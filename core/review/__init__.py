"""The review loop: what is drawn next, what is shown, what a decision writes."""
