"""From a submission to a report: run, compare, find what blocks what, explain."""
