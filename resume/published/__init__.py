"""One published version of the résumé, and all that is made from it as bytes.

An output is a function of a version: ``resume/outputs/<name>.py`` has it, and
``outputs.OUTPUTS`` a line for it.
"""

from resume.published.version import Version as Version
