"""Where things lie on this machine, and what the user has set."""
