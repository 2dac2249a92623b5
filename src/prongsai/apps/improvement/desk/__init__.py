"""What an officer sees and does: weak points, plans, rounds, evidence, activities, the calendar, today."""
