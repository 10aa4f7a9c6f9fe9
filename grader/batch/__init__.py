"""Grade a class: find its submissions, run them side by side, write the results."""
