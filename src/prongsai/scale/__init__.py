"""The whole country in SQL: an engine counts answers, the core decides what the counts come to."""
