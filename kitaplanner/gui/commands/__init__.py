"""What the actions of the window do, one module a menu."""
