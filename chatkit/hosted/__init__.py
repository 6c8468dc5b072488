"""Hosted mode: the widget gets a short-lived secret from here and talks to OpenAI.

views       parse, count, answer
sessions    what a session is asked for; what a refusal means for the visitor
reuse       the secret of a visitor who reloads, encrypted in the shared cache
keepsake    which secrets are this visitor's: keyed hashes in a signed cookie
client      OpenAI's addresses, headers, time-outs and shapes; refusals.py
"""
