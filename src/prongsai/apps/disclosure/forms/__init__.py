"""Well-formed input for disclosure."""
