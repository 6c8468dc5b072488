import assert from "node:assert/strict";
import { test } from "node:test";
import { accepted, assistantMessage, done, thread } from "./server.js";
import {
  Conversation,
  isLocal,
} from "../../../static/chatkit/chat/conversation.js";
import {
  incompleteReason,
  nextOperation,
} from "../../../static/chatkit/chat/operations.js";

function conversationOf(...events) {
  const conversation = new Conversation();
  conversation.addQuestion("Hello", []);
  for (const event of events) conversation.apply(event);
  return conversation;
}

const updated = (update, item_id = "msg_2") => ({
  type: "thread.item.updated",
  item_id,
  update,
});
const types = ({ items }) => [...items.values()].map(({ type }) => type);

test("the server's message replaces the local one", () => {
  const conversation = conversationOf();
  assert.ok(isLocal(conversation.question));

  for (const event of accepted("Hello")) conversation.apply(event);

  assert.deepEqual([...conversation.items.keys()], ["msg_1"]);
  assert.equal(conversation.threadId, "thr_1");
});

test("an answer grows by its events", () => {
  const part = { type: "output_text", text: "", annotations: [] };
  const source = { type: "entity", id: "a", title: "A" };
  const kind = (name) => `assistant_message.content_part.${name}`;
  const at = { content_index: 0 };
  const conversation = conversationOf(
    ...accepted("Hello"),
    {
      type: "thread.item.added",
      item: { id: "msg_2", type: "assistant_message", content: [] },
    },
    updated({ type: kind("added"), ...at, content: part }),
    updated({ type: kind("text_delta"), ...at, delta: "Good " }),
    updated({ type: kind("text_delta"), ...at, delta: "day." }),
    updated({
      type: kind("annotation_added"),
      ...at,
      annotation_index: 0,
      annotation: { source },
    }),
    updated({
      type: kind("done"),
      ...at,
      content: { ...part, text: "Good day." },
    }),
  );

  assert.deepEqual(conversation.last.content, [
    { type: "output_text", text: "Good day.", annotations: [{ source }] },
  ]);
});

test("unknown events, updates and items change nothing that is shown", () => {
  const conversation = conversationOf(
    ...accepted("Hello"),
    { type: "thread.item.sparkled", item_id: "msg_2" },
    updated({ type: "assistant_message.sung", tune: "la" }, "unknown"),
    done(assistantMessage("Still here.")),
    updated({ type: "assistant_message.sung", tune: "la" }),
  );

  assert.deepEqual(types(conversation), ["user_message", "assistant_message"]);
  assert.equal(conversation.answer.content[0].text, "Still here.");
});

test("a widget's component is updated in place", () => {
  const text = { type: "Text", id: "t", value: "One" };
  const widget = {
    type: "Card",
    children: [{ type: "Row", children: [text] }],
  };
  const conversation = conversationOf(
    ...accepted("Hello"),
    done({ id: "wd_1", type: "widget", widget }),
    updated(
      {
        type: "widget.streaming_text.value_delta",
        component_id: "t",
        delta: " two",
      },
      "wd_1",
    ),
    updated(
      {
        type: "widget.component.updated",
        component_id: "missing",
        component: {},
      },
      "wd_1",
    ),
  );

  assert.equal(
    conversation.items.get("wd_1").widget.children[0].children[0].value,
    "One two",
  );
});

test("the next operation depends on what the server has", () => {
  const conversation = conversationOf();
  assert.equal(nextOperation(new Conversation()), undefined);
  assert.equal(nextOperation(conversation).type, "threads.create");

  for (const event of accepted("Hello")) conversation.apply(event);
  assert.deepEqual(nextOperation(conversation), {
    type: "threads.retry_after_item",
    params: { thread_id: "thr_1", item_id: "msg_1" },
  });

  conversation.addQuestion("And?", []);
  assert.equal(nextOperation(conversation).type, "threads.add_user_message");
  conversation.detach();
  assert.equal(nextOperation(conversation).type, "threads.create");
});

test("only an unsent question can be removed", () => {
  const conversation = conversationOf(...accepted("Hello"));
  assert.equal(conversation.removeUnsent(), undefined);

  conversation.addQuestion("And?", []);
  assert.equal(conversation.removeUnsent().content[0].text, "And?");
  assert.deepEqual(types(conversation), ["user_message"]);
});

test("a question without an answer and a cut answer are incomplete", () => {
  const question = { type: "user_message" };
  const answer = { type: "assistant_message" };
  const call = { type: "client_tool_call", status: "pending" };

  assert.equal(
    incompleteReason(question),
    "This question has not been answered.",
  );
  assert.equal(incompleteReason(call), "This question has not been answered.");
  assert.equal(incompleteReason(answer, "cut"), "This answer was cut short.");
  assert.equal(incompleteReason(answer, "done"), "");
});

test("a loaded thread replaces everything", () => {
  const conversation = conversationOf();

  conversation.load(
    thread([assistantMessage("Hello.")], "", { title: "Trains" }),
  );

  assert.equal(conversation.title, "Trains");
  assert.deepEqual(types(conversation), ["assistant_message"]);
});
