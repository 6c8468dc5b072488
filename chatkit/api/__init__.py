"""The edge of the API: errors, visitors, origins, limits, schema."""
