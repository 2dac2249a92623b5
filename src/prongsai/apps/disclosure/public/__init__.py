"""What anybody sees: the published site, its data, its feeds."""
