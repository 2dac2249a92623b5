"""Deeds of disclosure: what screens and the worker may have done."""
