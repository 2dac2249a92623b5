"""The improvement cycle: weak points, plans with measures and steps, rounds of progress, evidence, activities."""
