"""How templates of the public site speak."""
