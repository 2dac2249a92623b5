"""What is done to national runs."""
