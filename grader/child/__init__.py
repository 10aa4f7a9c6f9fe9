"""What runs on the far side of the pipe: the nursery and its children."""
