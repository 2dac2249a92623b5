"""The capabilities, one Django app each; the lower ones are entered only through their operations and queries."""
