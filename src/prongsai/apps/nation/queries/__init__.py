"""What there is of the country, for this viewer."""
