"""What anyone may see: the front page, a company's services, the public booking page."""
