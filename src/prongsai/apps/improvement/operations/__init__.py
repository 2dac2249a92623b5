"""Deeds of the improvement cycle."""
