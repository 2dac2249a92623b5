"""What contradicts itself or the rules in a paper, where, and what would repair it."""
