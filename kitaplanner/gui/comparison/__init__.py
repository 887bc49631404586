"""比較: two states of a plan side by side, their changes, and the papers of them."""
