"""Who serves the visitor, and whether they can.

switch        the chat, on or off
mode          hosted or custom: what was chosen, what is in effect, and why
credentials   whether the key, the workflow id and the address could be right
upstream      what OpenAI refuses for good, told to all processes
model_choice  whether a model is asked, and by which of OpenAI's two interfaces
model_health  how the model did lately, for the owner
agent_path    CHATKIT_AGENT: the owner's own agent, by its dotted path
"""
