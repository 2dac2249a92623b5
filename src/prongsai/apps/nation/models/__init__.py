"""What is remembered of the country."""
