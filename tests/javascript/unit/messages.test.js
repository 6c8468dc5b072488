import assert from "node:assert/strict";
import { test } from "node:test";
import { assistantMessage } from "./server.js";
import { dayOf } from "../../../static/chatkit/panel/history.js";
import { itemText } from "../../../static/chatkit/panel/messages.js";
import { noticeText } from "../../../static/chatkit/panel/notices.js";

test("an answer is read out without marks and Markdown", () => {
  const source = { type: "entity", id: "a", title: "A" };
  const answer = assistantMessage("A **bold** word.\n\n- one", "msg_2", [
    { index: 6, source },
  ]);

  assert.equal(itemText(answer), "A bold word.\none");
});

test("an item without text is read out as what it is", () => {
  const inputs = [{ question: "Which role?" }, { question: "Where?" }];

  assert.equal(
    itemText({ type: "structured_input", inputs }),
    "Which role?\nWhere?",
  );
  assert.equal(itemText({ type: "widget", copy_text: "A card." }), "A card.");
  assert.equal(itemText({ type: "widget" }), "The assistant has answered.");
});

test("a notice is read out with its title", () => {
  const notice = { level: "info", message: "A **short** answer." };

  assert.equal(noticeText(notice), "A short answer.");
  assert.equal(
    noticeText({ ...notice, title: "Note" }),
    "Note: A short answer.",
  );
});

test("a time without an offset is UTC", () => {
  process.env.TZ = "UTC";

  assert.equal(dayOf("2026-11-23T23:30:00"), "Nov 23, 2026");
  assert.equal(dayOf("2026-11-23T23:30:00-02:00"), "Nov 24, 2026");
  assert.equal(dayOf("no time"), "");
});
