"""Custom mode: our own ChatKit backend.

    views -> server (OpenAI's ChatKitServer) -> responder -> events -> stream
                     |
                     store -> database

Importing the SDK costs about 100 MB and 1.5 s; ``sdk_import`` says when it happens.
"""
