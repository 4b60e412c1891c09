"""The board of dispatchers: what it shows, what a hand move asks and answers, who hears of it."""
