"""Forms of the household pages."""
