"""Exercises and automatic grading for deep-learning courses."""
