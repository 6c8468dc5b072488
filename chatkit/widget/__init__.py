"""The widget's configuration and tokens, and the errors that browsers report."""
