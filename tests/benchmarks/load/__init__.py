"""A lean Bot API server with scripted people: one process of its own, so that what is measured is the bot."""
