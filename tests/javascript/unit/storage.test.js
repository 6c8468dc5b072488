import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import "./browser.js";
import { storage } from "../../../static/chatkit/chat/storage.js";

const allowed = {
  localStorage: globalThis.localStorage,
  sessionStorage: globalThis.sessionStorage,
};

afterEach(() => {
  Object.assign(globalThis, allowed);
  localStorage.clear();
  sessionStorage.clear();
});

test("the thread outlives the visit, the draft does not", () => {
  storage.thread = "thr_1";
  storage.draft = "Hello";
  sessionStorage.clear();

  assert.equal(storage.thread, "thr_1");
  assert.equal(storage.draft, "");
});

test("a visitor without a thread is still known", () => {
  assert.equal(storage.known, false);
  storage.thread = "thr_1";
  storage.thread = "";

  assert.equal(storage.known, true);
});

test("the newest 200 opinions are kept", () => {
  storage.opinions = Array.from({ length: 201 }, (_, at) => [
    `msg_${at}`,
    "positive",
  ]);

  assert.equal(storage.opinions.length, 200);
  assert.equal(storage.opinions.at(-1)[0], "msg_200");
});

test("broken values count as none", () => {
  localStorage.setItem("chatkit.opinions", "{");
  sessionStorage.setItem("chatkit.files", "{");

  assert.deepEqual(storage.opinions, []);
  assert.deepEqual(storage.files, []);
});

test("where storage is forbidden nothing fails", () => {
  Object.assign(globalThis, { localStorage: null, sessionStorage: null });
  storage.thread = "thr_1";
  storage.files = [{ id: "atc_1" }];

  assert.equal(storage.thread, "");
  assert.deepEqual(storage.files, []);
});
