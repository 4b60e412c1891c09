"""Anjia 安家: runs a home-service company, and keeps its promises."""
