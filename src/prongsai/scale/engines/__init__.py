"""Engines that count: the same statement, each in its own dialect."""
