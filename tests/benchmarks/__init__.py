"""What the bot costs: `make bench` measures and writes the table."""
