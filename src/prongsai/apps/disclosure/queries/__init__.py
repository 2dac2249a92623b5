"""What there is, for this viewer, and what the public sees."""
