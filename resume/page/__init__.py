"""The résumé as an HTML page."""
