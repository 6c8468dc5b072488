"""Files of other programs into documents, and the whole of a résumé out again."""
