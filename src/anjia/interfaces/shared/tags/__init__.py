"""The functions behind the template tags, one module per kind of component."""
