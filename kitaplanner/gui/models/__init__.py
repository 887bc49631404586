"""Qt models over the snapshot of the plan."""
