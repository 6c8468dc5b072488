"""The owner's agent: ``CHATKIT_AGENT=package.module:name``.

dotted_path   what can be said of the name without importing it
loader        the name to an agent, a function that makes one, or a workflow
tool          ``search_resume``: the passages, numbered for citations
workflow      ``run_workflow``, as Agent Builder exports it
"""
