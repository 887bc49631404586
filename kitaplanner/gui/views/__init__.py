"""What fills the window and its docks."""
