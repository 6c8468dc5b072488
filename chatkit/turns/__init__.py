"""A turn's life: its lease, its heartbeat, what it cost, and how long it is kept."""
