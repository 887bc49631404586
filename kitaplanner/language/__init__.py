"""What is known of the Japanese language beyond its characters: the morphological analyser."""
