"""The settings: one table, resolved admin > environment > default, and what they mean."""
