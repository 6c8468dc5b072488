"""Hosted mode: the widget gets a short-lived secret from here and talks to OpenAI.

views     parse, count, answer; awaiting: REST framework's view with an awaited handler
sessions  what a session is asked for
reuse     the secret of a visitor who reloads, encrypted
keepsake  which secrets are this visitor's: keyed hashes in a signed cookie
minting   asks OpenAI in the event loop; client asks for commands and the doctor
wire      OpenAI's addresses, headers and shapes, for both; pool their connections
refusals  how it can fail; verdicts what that means for the visitor and the next one
threads   the owner's hosted threads, saved while they exist
"""
