"""Stories: long texts behind an entry or a highlight, with a page of their own each."""
