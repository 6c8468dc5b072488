"""What a person would check by hand before and after the site goes live.

``checks`` lists the checks, ``live`` asks OpenAI, and ``chatkit/config/findings.toml``
has the texts. The doctor command, Django's system checks (``system_checks``) and the
dashboard (``status``) show what they find.
"""
