"""What a person can have done, one short function each. Long work returns a `Running`: a future, and a way to cancel it."""
