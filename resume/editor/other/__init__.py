"""Sections and fields that the standard lacks: JSON of any shape, edited as forms."""
