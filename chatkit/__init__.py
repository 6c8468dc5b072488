"""The chat: a widget on the page, and a backend that answers it.

    hosted   widget -> POST /api/chatkit/session -> OpenAI's session, OpenAI's chat
    custom   widget -> POST /api/chatkit/chat    -> our ChatKitServer -> our database

OpenAI's SDK (`openai-chatkit`) installs an import package of the same name, and
``extend_path`` lets the two share it. ``chatkit.server``, ``.store``, ``.types``,
``.agents``, ``.errors`` ... are the SDK's; no module here may have such a name.
https://docs.python.org/3/library/pkgutil.html#pkgutil.extend_path
"""

from pkgutil import extend_path

__path__ = extend_path(__path__, __name__)
