"""A model that is given the whole résumé as numbered passages.

endpoint   which API is used, and whether it can be
client     the connection to the server
prompt     the instructions
"""
