"""No control token of any chat template and no thought reaches a visitor."""

import pytest

from chatkit.answering.llm.markup import MarkupFilter

ANSWER = "She is Staff Engineer at Northwind Rail [1]."
THOUGHT = "Look for the employer."
#: As models write them where the server leaves them in the text.
TEMPLATES = {
    "ChatML": "<|im_start|>assistant\n{answer}<|im_end|>",
    "ChatML, next turn": "{answer}<|im_end|>\n<|im_start|>user\nAnd then?<|im_end|>\n"
    "<|im_start|>assistant\nNo idea.<|im_end|>",
    "Llama 2": "[/INST] {answer}</s>",
    "Llama 3": "<|start_header_id|>assistant<|end_header_id|>\n\n{answer}<|eot_id|>",
    "Llama 4": "<|header_start|>assistant<|header_end|>\n\n{answer}<|eot|>",
    "Gemma": "<start_of_turn>model\n{answer}<end_of_turn>",
    "Gemma thoughts": "<|channel>thought\n{thought}<channel|>{answer}",
    "Phi 3": "<|assistant|>\n{answer}<|end|><|user|>\nMore?<|end|>",
    "Phi 4": "<|im_start|>assistant<|im_sep|>{answer}<|im_end|>",
    "DeepSeek": "<｜Assistant｜>{answer}<｜end▁of▁sentence｜><｜User｜>More?",
    "Granite": "<|start_of_role|>assistant<|end_of_role|>{answer}<|end_of_text|>",
    "Granite thoughts": "Here is my thought process:\n{thought}\nHere is my response:\n"
    "{answer}",
    "Command R": "<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>{answer}"
    "<|END_OF_TURN_TOKEN|>",
    "Command A": "<|START_THINKING|>{thought}<|END_THINKING|><|START_RESPONSE|>{answer}"
    "<|END_RESPONSE|>",
    "Kimi": "<|im_assistant|>assistant<|im_middle|>◁think▷{thought}◁/think▷{answer}",
    "GLM": "<|assistant|>\n<think>{thought}</think>\n{answer}<|user|>",
    "Magistral": "[THINK]{thought}[/THINK]{answer}",
    "harmony": "<|channel|>analysis<|message|>{thought}<|end|><|start|>assistant"
    "<|channel|>final<|message|>{answer}<|return|>",
    "harmony with a call": "<|channel|>commentary to=functions.search_resume "
    '<|constrain|>json<|message|>{{"query": "work"}}<|call|><|start|>assistant'
    "<|channel|>final<|message|>{answer}",
    "harmony without bars": "analysisWe look for the employer.assistantfinal{answer}",
    "thinking": "<thinking>{thought}</thinking>\n\n{answer}",
    "thought": "<thought>\n{thought}\n</thought>\n{answer}",
    "reasoning": '<reasoning effort="low">{thought}</reasoning>{answer}',
    "reflection": "<reflection>{thought}</reflection>{answer}",
    "scratchpad": "<scratchpad>{thought}</scratchpad><answer>{answer}</answer>",
    "a name of its own": "<inner_thoughts>{thought}</inner_thoughts>{answer}",
    "Seed": "<seed:think>{thought}</seed:think>{answer}",
    "nested": "<think>{thought}<think>{thought}</think></think>{answer}",
    "an end without a start": "{thought}</think>\n\n{answer}",
    "a long end without a start": "{thought} It is a railway. So it goes on."
    "</think>{answer}",
    "aloud": "Okay, the user asks where she works. It is there.</think>{answer}",
    "ReAct": "Thought: {thought}\nAction: search_resume\nAction Input: work\n"
    "Observation: found\nFinal Answer: {answer}",
    "half an end token": "{answer}<|im_e",
    "half a tag": "{answer} <thin",
}
CALLS = [
    '<tool_call>\n{"name": "search_resume", "arguments": {"query": "a"}}\n</tool_call>',
    "<tool_call>search_resume\n<arg_key>query</arg_key>\n<arg_value>a</arg_value>\n"
    "</tool_call>",
    "<function=search_resume>\n<parameter=query>\na\n</parameter>\n</function>",
    '<|python_tag|>search_resume.call(query="a")<|eom_id|>',
    '[TOOL_CALLS][{"name": "search_resume", "arguments": {"query": "a"}}]',
    '[TOOL_CALLS]search_resume[ARGS]{"query": "a"}</s>',
    "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>search_resume\n"
    '```json\n{"query": "a"}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>',
    '<|tool_call|>[{"name": "search_resume", "arguments": {"query": "a"}}]',
    '<|START_ACTION|>[{"tool_name": "search_resume"}]<|END_ACTION|>',
    "<|tool_calls_section_begin|><|tool_call_begin|>functions.search_resume:0"
    '<|tool_call_argument_begin|>{"query": "a"}<|tool_call_end|>'
    "<|tool_calls_section_end|>",
    '```tool_code\nsearch_resume(query="a")\n```',
    '<minimax:tool_call><invoke name="search_resume"></invoke></minimax:tool_call>',
    "<think>" + THOUGHT,
    "<|channel|>analysis<|message|>" + THOUGHT,
]
HARMLESS = [
    "She wrote <b>bold</b> text, and a < b, also c > d.",
    "Write to <mara@example.org> or see <https://example.org/think>.",
    "if (a < b && c > d) { x[0] = 1; } vector<int> v; List<String>",
    'f <| x |> g, then `<div class="thinking">` in HTML',
    "Run main(<function>) with [args] and <tool>, <parameters>, then <img>.",
    "She said [sic] it [1, 2]. [Website](https://example.org) [TODO]",
    "Reasoning is her strength: analysis of data, as an assistant.",
    "```python\nprint('a' < 'b')\n```",
    "So far she has worked at Northwind Rail. I love it <3",
]


def read(text: str, size: int) -> str:
    """The text to show, after the last retraction."""
    markup, shown = MarkupFilter(), ""
    for at in range(0, len(text), size):
        piece = markup.feed(text[at : at + size])
        shown = piece if markup.take_retraction() else shown + piece
    piece = markup.finish()
    return piece if markup.take_retraction() else shown + piece


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize("template", TEMPLATES)
def test_the_answer_is_shown_without_thoughts_and_tokens(
    template: str, size: int
) -> None:
    text = TEMPLATES[template].format(answer=ANSWER, thought=THOUGHT)
    assert read(text, size).strip() == ANSWER


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize("text", CALLS)
def test_markup_alone_shows_nothing(text: str, size: int) -> None:
    assert read(text, size).strip() == ""


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_signs_stay_as_they_are(text: str, size: int) -> None:
    assert read(text, size) == text


@pytest.mark.parametrize(
    "text",
    [
        "<",
        "<|",
        "<think>",
        "<a_",
        "[",
        "`",
        "assistant",
        "<tool=",
        "<|start|>",
        "Okay, ",
    ],
)
def test_reading_takes_time_in_proportion_to_the_text(text: str) -> None:
    """A hundred thousand characters, of which a quadratic reader makes minutes."""
    markup = MarkupFilter()
    for _ in range(50):
        markup.feed(text * (2_000 // len(text)))
    markup.finish()
