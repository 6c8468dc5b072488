import assert from "node:assert/strict";
import { test } from "node:test";
import "./browser.js";
import { fakeTime } from "./clock.js";
import { EventParser, readEvents } from "../../../static/chatkit/chat/sse.js";

const STREAM =
  ": a comment\r\n\r\n" +
  'data: {"text": "é🚆"}\r\n\r\n' +
  "event: named\ndata:no space\ndata:  two spaces\nid: 7\n\n" +
  "data\r\rdatabase: no\n\n" +
  ": ping\n\ndata: last\n\n" +
  "data: cut off\n";
const EVENTS = ['{"text": "é🚆"}', "no space\n two spaces", "", "last"];

for (const size of [1, 2, 3, 7, 1000]) {
  test(`events are complete in chunks of ${size} bytes`, () => {
    const bytes = new TextEncoder().encode(STREAM);
    const parser = new EventParser();
    const events = [];
    for (let at = 0; at < bytes.length; at += size)
      events.push(...parser.push(bytes.subarray(at, at + size)));

    assert.deepEqual(events, EVENTS);
  });
}

test("a stream is read to its end", async () => {
  const events = [];
  for await (const data of readEvents(new Response(STREAM).body))
    events.push(data);

  assert.deepEqual(events, EVENTS);
});

test("a heartbeat keeps a stream alive", async (t) => {
  const tick = fakeTime(t);
  let controller;
  const body = new ReadableStream({ start: (given) => (controller = given) });
  const event = readEvents(body, 30_000).next();
  for (const text of [": ping\n\n", ": ping\n\n", "data: last\n\n"]) {
    tick(29_000);
    controller.enqueue(new TextEncoder().encode(text));
    await new Promise(setImmediate);
  }

  assert.equal((await event).value, "last");
});

test("a stream without a byte for too long is lost", async () => {
  const silent = new ReadableStream({});

  await assert.rejects(readEvents(silent, 10).next(), /nothing came/);
});
