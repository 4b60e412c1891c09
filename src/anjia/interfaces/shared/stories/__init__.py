"""The sentences of each area's facts. Every module here is loaded at start."""
