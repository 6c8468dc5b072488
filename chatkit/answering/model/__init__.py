"""The answerer with a model: the résumé as numbered passages, and the rules.

prompt    what the model is told
client    the connection to the server, one for the process
responder starts the run; ``running`` does the rest
"""
