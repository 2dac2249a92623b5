"""Well-formed input for documents and their style."""
