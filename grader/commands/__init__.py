"""The commands of `grade`, by who uses them."""
