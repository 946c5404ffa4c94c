"""What is in a heap, for other programs."""
