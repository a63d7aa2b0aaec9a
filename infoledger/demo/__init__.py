"""A made-up county with a year of work up to a given day, for trying the program out."""
