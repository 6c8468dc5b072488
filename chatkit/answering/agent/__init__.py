"""An agent of the owner's in place of ours: ``CHATKIT_AGENT=package.module:name``.

loading    the name to an agent, a function that makes one, or a workflow
tool       ``search_resume``: the passages, numbered for citations
workflow   ``run_workflow``, as Agent Builder exports it
responder  starts the run; ``running`` does the rest
"""
