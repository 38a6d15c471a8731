"""A course: its settings and assignments, what is made from them, and what they are tested with."""
