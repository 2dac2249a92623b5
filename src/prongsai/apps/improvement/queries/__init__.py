"""What there is of the improvement cycle, for whoever asks."""
