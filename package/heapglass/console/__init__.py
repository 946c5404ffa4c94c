"""Python typed by a person, with the open heap at hand."""
