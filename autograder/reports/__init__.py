"""What becomes of results: for the terminal, and on disk."""
