"""The country: its results as a national run left them, an agency among its like, and what moved."""
