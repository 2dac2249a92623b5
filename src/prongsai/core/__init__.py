"""The rules: plain Python on the standard library, without rows, people, HTTP or the clock."""
