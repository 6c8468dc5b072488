"""What the page needs to offer the chat, and what browsers report about it."""
