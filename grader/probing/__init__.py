"""What probes are given: inputs, and ways to look. Runs inside the sandbox."""
