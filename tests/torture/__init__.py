"""Runs that hurt the bot on purpose: kills, crash points, database restarts. `make torture` runs all of them in full."""
