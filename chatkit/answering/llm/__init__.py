"""A run of the Agents SDK as the events of a turn, checked sentence by sentence.

history     the thread as the model's input
following   the run's events, none later than the limits allow
answering   messages -> guard -> citations; all else passes through
failing     what an exception means
running     one retry, then the embedded answerer
"""
