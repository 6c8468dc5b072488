"""Files a visitor attaches: announced, received, checked, stored, read."""
