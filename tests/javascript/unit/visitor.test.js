import assert from "node:assert/strict";
import { test } from "node:test";
import "./browser.js";
import {
  visitorHeaders,
  withVisitor,
} from "../../../static/chatkit/chat/visitor.js";

test("the token of our server goes back to it, and nowhere else", async () => {
  const sent = [];
  const request = withVisitor(async (url, { headers }) => {
    sent.push([url, headers.get("X-ChatKit-Visitor"), headers.get("Accept")]);
    return new Response("", { headers: { "X-ChatKit-Visitor": "signed" } });
  });
  await request("https://elsewhere.example/chat");
  await request("/api/chatkit/chat", { headers: { Accept: "text/plain" } });
  await request("/api/chatkit/chat");
  await request("https://elsewhere.example/chat");

  assert.deepEqual(sent, [
    ["https://elsewhere.example/chat", null, null],
    ["/api/chatkit/chat", null, "text/plain"],
    ["/api/chatkit/chat", "signed", null],
    ["https://elsewhere.example/chat", null, null],
  ]);
  assert.deepEqual(visitorHeaders("/api/chatkit/uploads/1"), {
    "X-ChatKit-Visitor": "signed",
  });
  assert.deepEqual(visitorHeaders("https://bucket.example/1"), {});
});
