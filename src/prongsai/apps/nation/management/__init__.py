"""What the terminal may have done with the country."""
