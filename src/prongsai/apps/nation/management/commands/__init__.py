"""Commands, by their names."""
