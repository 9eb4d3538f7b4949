"""A small Telegram on your own machine, a browser chat, and a story: for all tests and for a first try."""
