"""The owner's desk in the admin: edit the draft, preview it, publish it, go back."""
