"""All topics. To add one, add it to the table it belongs to."""

from chatkit.answering.extractive import (
    background_intents,
    person_intents,
    work_intents,
)

TOPICS = work_intents.TOPICS + background_intents.TOPICS + person_intents.TOPICS
