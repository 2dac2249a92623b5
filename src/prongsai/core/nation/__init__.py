"""The whole country by the same rules: what to count of its answers, and what the counts come to."""
