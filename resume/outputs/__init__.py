"""What is made from a published version, a function of it in each module."""
