import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import {
  accepted,
  assistantMessage,
  done,
  refusal,
  serve,
  stream,
  thread,
  userMessage,
} from "./server.js";
import { fakeTime } from "./clock.js";
import { Chat } from "../../../static/chatkit/chat/chat.js";
import { storage } from "../../../static/chatkit/chat/storage.js";

const QUESTION = userMessage("Hello");
const PARTIAL = assistantMessage("The first half");
const WHOLE = assistantMessage("The first half and the second.");
const RUNNING = thread([QUESTION, PARTIAL], "running");
const CUT = thread([QUESTION, PARTIAL], "cut");
const DONE = thread([QUESTION, WHOLE], "done");
const begun = [
  ...accepted("Hello"),
  { type: "thread.item.added", item: PARTIAL },
];

function open(answers, configuration) {
  const { client, requests, stops } = serve(answers, configuration);
  const heard = { answered: [], failed: [], returned: [] };
  const chat = new Chat(client, {
    changed: () => {},
    answered: (item) => heard.answered.push(item.id),
    failed: ({ message }) => heard.failed.push(message),
    returned: (item) => heard.returned.push(item),
  });
  const operations = () => requests.map(({ type }) => type);
  return { chat, requests, stops, heard, operations };
}

const texts = ({ conversation }) =>
  [...conversation.items.values()].map(({ content }) => content[0].text);

afterEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

test("a question is answered and its draft is gone", async () => {
  const { chat, heard } = open({
    "threads.create": [[...accepted("Hello"), done(WHOLE)]],
  });
  await chat.send("Hello");

  assert.deepEqual(texts(chat), ["Hello", WHOLE.content[0].text]);
  assert.deepEqual(heard.answered, ["msg_2"]);
  assert.equal(storage.thread, "thr_1");
  assert.equal(storage.draft, "");
  assert.equal(chat.failure, undefined);
});

test("a refused question stays a draft and Retry sends it again", async () => {
  const { chat, heard, requests } = open({
    "threads.create": [
      refusal(429, "rate_limited", "Too many."),
      [...accepted("Hello"), done(WHOLE)],
    ],
  });
  await chat.send("Hello");
  assert.equal(chat.failure.message, "Too many.");
  assert.deepEqual(heard.failed, ["Too many."]);
  assert.equal(storage.draft, "Hello");

  await chat.failure.retry();
  assert.equal(chat.failure, undefined);
  assert.deepEqual(requests[0].params, requests[1].params);
  assert.equal(texts(chat).length, 2);
});

test("an error that allows no retry offers none", async () => {
  const error = { type: "error", message: "No.", allow_retry: false };
  const { chat } = open({ "threads.create": [[...accepted("Hello"), error]] });
  await chat.send("Hello");

  assert.deepEqual(chat.failure, { message: "No.", retry: undefined });
});

test("an answer that broke off is asked for by its question", async () => {
  const { chat, requests, operations } = open({
    "threads.create": [accepted("Hello")],
    "threads.get_by_id": [thread([QUESTION])],
    "threads.retry_after_item": [[done(WHOLE)]],
  });
  await chat.send("Hello");
  assert.equal(chat.failure.message, "This question has not been answered.");

  await chat.failure.retry();
  assert.deepEqual(operations(), [
    "threads.create",
    "threads.get_by_id",
    "threads.retry_after_item",
  ]);
  assert.deepEqual(requests[0].params, {
    input: {
      content: [{ type: "input_text", text: "Hello" }],
      attachments: [],
      inference_options: {},
    },
  });
  assert.deepEqual(requests[2].params, {
    thread_id: "thr_1",
    item_id: "msg_1",
  });
});

test("a lost connection is made up for by polling", async (t) => {
  const tick = fakeTime(t);
  const { chat, heard, operations } = open({
    "threads.create": [() => stream(begun, { breaks: true })],
    "threads.get_by_id": [new TypeError("failed"), RUNNING, DONE],
  });
  const sent = chat.send("Hello");
  await advance(tick, sent);

  assert.deepEqual(texts(chat), ["Hello", WHOLE.content[0].text]);
  assert.deepEqual(heard.answered, ["msg_2"]);
  assert.deepEqual(heard.failed, []);
  assert.equal(operations().length, 4);
});

test("a lost connection is retried with growing pauses for a minute", async (t) => {
  const tick = fakeTime(t);
  const attempts = [];
  const answers = {
    "threads.create": [() => stream(begun, { breaks: true })],
    "threads.get_by_id": [
      () => {
        attempts.push(Date.now());
        throw new TypeError("failed");
      },
    ],
  };
  const { chat } = open(answers);
  await advance(tick, chat.send("Hello"));
  assert.match(chat.failure.message, /can’t be reached/);
  const pauses = attempts.slice(1).map((time, at) => time - attempts[at]);
  assert.deepEqual(pauses, [1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);

  answers["threads.get_by_id"] = [DONE];
  await chat.failure.retry();
  assert.equal(chat.failure, undefined);
  assert.deepEqual(texts(chat), ["Hello", WHOLE.content[0].text]);
});

test("an answer cut by a killed worker says so and can be retried", async () => {
  const { chat, heard } = open({
    "threads.create": [() => stream(begun, { breaks: true })],
    "threads.get_by_id": [CUT],
    "threads.retry_after_item": [[done(WHOLE)]],
  });
  await chat.send("Hello");
  assert.equal(chat.failure.message, "This answer was cut short.");
  assert.deepEqual(heard.failed, ["This answer was cut short."]);
  assert.deepEqual(texts(chat), ["Hello", "The first half"]);

  await chat.failure.retry();
  assert.deepEqual(texts(chat), ["Hello", WHOLE.content[0].text]);
});

test("polling gives up after two minutes and can be resumed", async (t) => {
  const tick = fakeTime(t);
  storage.thread = "thr_1";
  const answers = { "threads.get_by_id": [RUNNING] };
  const { chat } = open(answers);
  await advance(tick, chat.restore(), 5_000);
  assert.match(chat.failure.message, /takes longer than usual/);

  answers["threads.get_by_id"] = [DONE];
  await chat.failure.retry();
  assert.equal(chat.failure, undefined);
  assert.deepEqual(texts(chat), ["Hello", WHOLE.content[0].text]);
});

test("a finished conversation is restored without an announcement", async () => {
  storage.thread = "thr_1";
  const { chat, heard } = open({ "threads.get_by_id": [DONE] });
  await chat.restore();

  assert.deepEqual(texts(chat), ["Hello", WHOLE.content[0].text]);
  assert.deepEqual(heard, { answered: [], failed: [], returned: [] });
});

test("a question that a reload left unanswered can be answered", async () => {
  storage.thread = "thr_1";
  const { chat } = open({
    "threads.get_by_id": [thread([QUESTION])],
    "threads.retry_after_item": [[done(WHOLE)]],
  });
  await chat.restore();
  assert.equal(chat.failure.message, "This question has not been answered.");

  await chat.failure.retry();
  assert.deepEqual(texts(chat), ["Hello", WHOLE.content[0].text]);
});

test("an answer made elsewhere can be stopped only where the server can", async () => {
  for (const stop_url of ["/api/chatkit/stop", ""]) {
    storage.thread = "thr_1";
    const { chat } = open({ "threads.get_by_id": [RUNNING] }, { stop_url });
    const restored = chat.restore();
    while (!chat.polling) await new Promise(setImmediate);

    assert.equal(chat.conversation.canStop, stop_url !== "");
    chat.stop();
    await restored;
    assert.equal(chat.failure.message, "You stopped this answer.");
  }
});

test("a long conversation is restored whole, page by page", async () => {
  storage.thread = "thr_1";
  const items = { data: [QUESTION], has_more: true, after: "hidden_1" };
  const pages = [
    { data: [], has_more: true, after: "hidden_2" },
    { data: [WHOLE], has_more: false },
  ];
  const { chat, requests } = open({
    "threads.get_by_id": [{ ...DONE, items }],
    "items.list": pages,
  });
  await chat.restore();

  assert.equal(texts(chat).length, 2);
  assert.deepEqual(
    requests.slice(1).map(({ params }) => params.after),
    ["hidden_1", "hidden_2"],
  );
});

test("a conversation the server forgot is forgotten without a word", async () => {
  storage.thread = "thr_gone";
  const { chat, heard } = open({
    "threads.get_by_id": [refusal(404, "not_found", "Gone.")],
  });
  await chat.restore();

  assert.equal(storage.thread, "");
  assert.equal(chat.failure, undefined);
  assert.deepEqual(heard.failed, []);
});

test("a question in a conversation that is gone starts a new one", async () => {
  const { chat, operations } = open({
    "threads.create": [[...accepted("Hello"), done(WHOLE)]],
    "threads.add_user_message": [refusal(404, "not_found", "Gone.")],
  });
  await chat.send("Hello");
  await chat.send("And?");
  assert.equal(chat.failure.message, "Gone.");
  assert.equal(storage.thread, "");

  await chat.failure.retry();
  assert.equal(operations().at(-1), "threads.create");
  assert.equal(chat.failure, undefined);
});

test("a question during another turn returns to the field", async (t) => {
  const tick = fakeTime(t);
  const other = [QUESTION, WHOLE, userMessage("From a tab", "msg_3")];
  const { chat, heard } = open({
    "threads.create": [[...accepted("Hello"), done(WHOLE)]],
    "threads.add_user_message": [refusal(409, "turn_in_progress", "Busy.")],
    "threads.get_by_id": [
      thread(other, "running"),
      thread([...other, assistantMessage("For that tab.", "msg_4")], "done"),
    ],
  });
  await chat.send("Hello");
  await advance(tick, chat.send("And then?"));

  assert.equal(heard.returned[0].content[0].text, "And then?");
  assert.equal(texts(chat).at(-1), "For that tab.");
  assert.match(chat.conversation.notices[0].message, /back in the field/);
  assert.equal(chat.failure, undefined);
});

test("Retry during a turn waits for that turn", async () => {
  storage.thread = "thr_1";
  const { chat } = open({
    "threads.get_by_id": [CUT, DONE],
    "threads.retry_after_item": [refusal(409, "turn_in_progress", "Busy.")],
  });
  await chat.restore();
  await chat.failure.retry();

  assert.equal(chat.failure, undefined);
  assert.deepEqual(texts(chat), ["Hello", WHOLE.content[0].text]);
});

test("Stop ends the turn here and on the server", async () => {
  const { chat, stops } = open({
    "threads.create": [(signal) => endless(begun, signal)],
  });
  const sent = chat.send("Hello");
  while (texts(chat).length < 2) await new Promise(setImmediate);
  chat.stop();
  await sent;

  assert.equal(chat.failure.message, "You stopped this answer.");
  assert.deepEqual(texts(chat), ["Hello", "The first half"]);
  assert.deepEqual(stops, [{ thread_id: "thr_1" }]);
});

test("where a chat is switched off, its reason is shown until a new one", async () => {
  const { chat } = open({
    "threads.create": [refusal(503, "chat_disabled", "Closed today.")],
  });
  await chat.send("Hello");
  assert.equal(chat.disabled, "Closed today.");
  assert.equal(chat.failure, undefined);
  assert.equal(storage.draft, "Hello");

  await chat.switchTo();
  assert.equal(chat.disabled, "");
});

test("a thread that was locked meanwhile says why", async () => {
  const { chat } = open({
    "threads.create": [[...accepted("Hello"), done(WHOLE)]],
    "threads.add_user_message": [refusal(409, "thread_locked", "Full.")],
  });
  await chat.send("Hello");
  await chat.send("And?");

  assert.deepEqual(chat.conversation.threadStatus, {
    type: "locked",
    reason: "Full.",
  });
});

test("a refused file returns the text without the file", async () => {
  const { chat, heard } = open({
    "threads.create": [refusal(404, "not_found", "The file is gone.")],
  });
  await chat.send("Hello", [{ id: "atc_1", name: "job.txt" }]);

  assert.deepEqual(heard.returned[0].attachments, []);
  assert.deepEqual(texts(chat), []);
  assert.deepEqual(chat.failure, { message: "The file is gone." });
});

test("an action may end without an answer", async () => {
  const { chat, requests } = open({
    "threads.custom_action": [
      [{ type: "stream_options", stream_options: { allow_cancel: true } }],
    ],
  });
  await chat.perform("threads.custom_action", {}, { answerOptional: true });

  assert.equal(chat.failure, undefined);
  assert.equal(requests.length, 1);
});

/** Lets time pass until the promise is settled. */
async function advance(tick, promise, step = 1_000) {
  let settled = false;
  promise.finally(() => (settled = true));
  while (!settled) {
    tick(step);
    await new Promise(setImmediate);
  }
}

/** A stream that goes on until it is aborted. */
function endless(events, signal) {
  const encoder = new TextEncoder();
  return new Response(
    new ReadableStream({
      start(controller) {
        signal.onabort = () => controller.error(signal.reason);
        for (const event of events)
          controller.enqueue(
            encoder.encode(`data: ${JSON.stringify(event)}\n\n`),
          );
      },
    }),
  );
}
