"""Reads and writes agencies' documents; stands on core alone and knows nothing of Django."""
