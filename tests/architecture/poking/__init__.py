"""A company in the midst of its work, and the forms on its pages, for bad input."""
