"""Runs the Agents SDK for the model and for the owner's agent.

history           the thread as the model's input
events            the run's events, with timeouts
message_filter    messages -> checked_message; every other event passes through
checked_message   sentences -> claim guard -> citations
evidence          what the guard compares with
failures          what an exception means
runner            one retry, then the extractive answerer
"""
