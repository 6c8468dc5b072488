"""Runs the Agents SDK for the model and for the owner's agent.

runner            one retry, then the extractive answerer
history           the thread as the model's input
search_tool       search_resume, which gives an agent numbered passages
evidence          what the claim guard compares with, and what can be cited
agent_events      the run's events, with timeouts
message_filter    messages -> checked_message; every other event passes through
checked_message   markup -> sentences -> claim guard -> citations
markup            what of a text is meant for the reader; its tokens: control_tokens
structured        the text within JSON and other results
response_notes    why a response stopped
exceptions        what an exception means
"""
