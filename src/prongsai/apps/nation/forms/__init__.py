"""Is this input well formed? What the ranking is narrowed to, a run to bring."""
