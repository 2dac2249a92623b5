"""What there is, for this viewer."""
