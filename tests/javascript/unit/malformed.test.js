/** What no server should send: it costs its own line, not the conversation. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assistantMessage, thread, userMessage } from "./server.js";
import { html } from "./browser.js";
import { Conversation } from "../../../static/chatkit/chat/conversation.js";
import { renderNode } from "../../../static/chatkit/panel/items/widget-nodes.js";
import { answer } from "../../../static/chatkit/panel/items/answer.js";

console.error = () => {}; // tells the owner
const LINE = "This part can’t be shown here.";
const TEXT = { type: "Text", value: "drawn" };
const card = (...children) => renderNode({ type: "Card", children }, () => {});
const nested = (depth) =>
  depth ? { type: "Box", children: [nested(depth - 1)] } : TEXT;

for (const [name, node] of [
  ["null", null],
  ["a word", "word"],
  ["a list", []],
  ["no type", {}],
  ["an unknown type", { type: "Hologram" }],
  ["a type of every object", JSON.parse('{"type": "__proto__"}')],
  ["a prototype", JSON.parse('{"__proto__": {"type": "Text"}}')],
  ["another type of every object", { type: "constructor" }],
  ["an object for a text", { type: "Text", value: { a: 1 } }],
  ["options that are none", { type: "Select", options: [null] }],
  ["deep nesting", nested(100)],
]) {
  test(`of a widget, ${name} becomes a line and the rest is drawn`, () => {
    const { textContent } = card(TEXT, node, TEXT);

    assert.equal(textContent, `drawn${LINE}drawn`);
  });
}

test("nesting beyond the stack harms nothing", () => {
  assert.match(card(nested(5000), TEXT).textContent, /drawn$/);
});

test("an item that is none stands among the others", () => {
  const conversation = new Conversation();
  conversation.load(
    thread([userMessage("Hello"), null, assistantMessage("Hi")]),
  );

  assert.deepEqual(
    [...conversation.items.values()].map(({ type }) => type),
    ["user_message", "unreadable", "assistant_message"],
  );
});

test("an event that is none changes nothing", () => {
  const conversation = new Conversation();
  conversation.load(thread([assistantMessage("Hi", "msg_2")]));
  for (const event of [
    null,
    { type: "thread.created", thread: null },
    { type: "thread.item.updated", item_id: "msg_2", update: null },
    {
      type: "thread.item.updated",
      item_id: "msg_2",
      update: {
        type: "assistant_message.content_part.text_delta",
        content_index: 1e9,
        delta: "x",
      },
    },
  ])
    conversation.apply(event);

  assert.equal(conversation.items.get("msg_2").content.length, 1);
});

test("a part or a citation that is none does not hide the answer", () => {
  const content = [
    null,
    { type: "output_text", text: "Yes.", annotations: [null, {}] },
    { type: "output_text", text: "And no.", annotations: null },
  ];
  const nodes = answer({ id: "msg_1", content }, { pending: true });

  assert.match(
    html(nodes),
    /<p dir="auto">Yes\.<\/p><p dir="auto">And no\.<\/p>/,
  );
});
