"""More than one résumé: what they are called, who finds them, what is not translated."""
