"""Hosted mode: the widget gets a short-lived secret here and talks to OpenAI itself."""
