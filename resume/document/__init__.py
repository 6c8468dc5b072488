"""JSON Resume documents to rows and back."""
