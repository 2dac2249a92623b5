"""What people see of the base."""
