import assert from "node:assert/strict";
import { test } from "node:test";
import { accepted, done, refusal, serve, stream } from "./server.js";

const list = (client) => client.call("threads.list", {});

async function failure(promise) {
  return promise.then(
    () => assert.fail("it succeeded"),
    (error) => error,
  );
}

async function readAll(client, signal = new AbortController().signal) {
  const events = [];
  for await (const event of client.stream("threads.create", {}, signal))
    events.push(event);
  return events;
}

test("an error has the server's own sentence and its code", async () => {
  const message = "Too many visitors.";
  const { client } = serve({
    "threads.list": [refusal(503, "overloaded", message)],
  });

  const error = await failure(list(client));

  assert.equal(error.message, message);
  assert.equal(error.code, "overloaded");
  assert.equal(error.status, 503);
  assert.ok(error.transient);
});

test("Retry-After is appended to the server's sentence", async () => {
  const headers = { "Retry-After": "20" };
  const { client } = serve({
    "threads.list": [
      refusal(429, "rate_limited", "Too many questions.", headers),
    ],
  });

  const { message } = await failure(list(client));

  assert.equal(message, "Too many questions. You can try again in 20 s.");
});

for (const [body, status, code] of [
  ["<h1>Server Error</h1>", 500, "unknown"],
  ["", 404, "not_found"],
]) {
  test(`a ${status} that is not JSON has a sentence of ours`, async () => {
    const { client } = serve({
      "threads.list": [new Response(body, { status })],
    });

    const error = await failure(list(client));

    assert.equal(error.message, "Something went wrong. Please try again.");
    assert.equal(error.code, code);
  });
}

test("without a network the assistant can't be reached", async () => {
  const { client } = serve({ "threads.list": [new TypeError("failed")] });

  const error = await failure(list(client));

  assert.match(error.message, /can’t be reached/);
  assert.ok(error.transient);
});

test("a stream that breaks off is a lost connection", async () => {
  const { client } = serve({
    "threads.create": [() => stream(accepted("Hello"), { breaks: true })],
  });

  const error = await failure(readAll(client));

  assert.equal(error.code, "connection_lost");
});

for (const allow_retry of [true, false]) {
  test(`an error event with allow_retry ${allow_retry}`, async () => {
    const event = {
      type: "error",
      code: "custom",
      message: "The assistant rests.",
      allow_retry,
    };
    const { client } = serve({
      "threads.create": [[...accepted("Hello"), event]],
    });

    const error = await failure(readAll(client));

    assert.equal(error.message, "The assistant rests.");
    assert.equal(error.retry, allow_retry);
  });
}

test("only our own server is told that the widget is ours", async () => {
  const answers = { "threads.create": [[done({ id: "a", type: "task" })]] };
  const ours = serve(answers);
  const other = serve(answers, { url: "https://elsewhere.example/chat" });
  await readAll(ours.client);
  await readAll(other.client);

  assert.equal(ours.requests[0].headers["X-ChatKit-Widget"], "builtin");
  assert.ok(!("X-ChatKit-Widget" in other.requests[0].headers));
  assert.ok(!other.client.isOwnServer);
});

test("without a stop address there is nothing to stop", async () => {
  const { client, stops } = serve({}, { stop_url: "" });
  await client.stop("thr_1");

  assert.ok(!client.canStop);
  assert.deepEqual(stops, []);
});
