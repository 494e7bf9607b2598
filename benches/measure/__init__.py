"""The rooms of benches/measure.py: one kind of measurement each, and what they share."""
