"""How often a visitor and a network address may ask, counted for all processes."""
