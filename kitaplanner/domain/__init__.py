"""The plan itself: values and rules, standard library only."""
