"""Custom mode: our own ChatKit backend.

    views -> server (OpenAI's ChatKitServer) -> responders -> events -> stream
                     |
                     store -> rows -> database

Importing the SDK costs about 100 MB and 1.5 s: only this folder does it, and only where
custom mode is in effect or a chat is served (``importing``).
"""
