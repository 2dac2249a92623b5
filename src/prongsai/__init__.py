"""Prongsai (โปร่งใส): the yearly integrity cycle of a Thai local government."""

__version__ = "0.1.0"
