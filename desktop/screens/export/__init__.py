"""Labels out of the app."""
