"""The fit sheet: a job description's requirements, each held against the résumé.

    vocabulary    how descriptions are worded in each language (``language/*/fit.toml``)
    description   a text to requirements: what is asked, must or nice
    parts         a requirement to what has to be found: terms, years, degrees, levels
    matching      a part to a verdict with the passages it rests on
    sheet         all rows of a description, and their balance
    answer        the sheet as an answer of the chat
    widget        the same as a ChatKit widget
    link, page    the same as a page that can be printed, for 30 days

Verdicts come from rules alone, whoever answers the chat: a model is not asked.
"""
