"""What builds, checks and maintains the book; nothing here is needed to read or to run it."""
