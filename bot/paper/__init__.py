"""Pictures and sheets: what needs heavy libraries, and therefore a process of its own."""
