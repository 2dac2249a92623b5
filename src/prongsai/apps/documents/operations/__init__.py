"""Deeds of the printing house."""
