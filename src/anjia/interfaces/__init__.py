"""Screens, by audience. Domains look upstream; screens look downstream."""
