"""Screens that everybody may read."""
