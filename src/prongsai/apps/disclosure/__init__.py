"""The public face: open-data items and what proves them, watched links, the published site and its open data."""
