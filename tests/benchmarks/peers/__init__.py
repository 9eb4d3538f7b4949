"""The bots that Kiezstimme is compared with: the same journey, written as people usually write bots."""
