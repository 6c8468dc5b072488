"""The PDF and the preview image, set by Typst in a process of their own.

What a file is made from is JSON (``content``); ``compiler`` is the program; ``made`` keeps
what it made in the database, so that neither each worker nor each start makes it again.
"""
