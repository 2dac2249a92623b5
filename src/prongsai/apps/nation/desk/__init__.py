"""Screens of whoever brings national runs in."""
