import assert from "node:assert/strict";
import { test } from "node:test";
import "./browser.js";
import { fakeTime } from "./clock.js";
import { HealthMonitor } from "../../../static/chatkit/openai/health-monitor.js";

class FakeElement extends EventTarget {
  isConnected = true;
  size = 100;
  shadowRoot = null;

  frame = null;

  querySelector() {
    return this.frame;
  }

  getBoundingClientRect() {
    return { width: this.size, height: this.size };
  }

  checkVisibility() {
    return true;
  }

  tell(name, detail) {
    this.dispatchEvent(Object.assign(new Event(`chatkit.${name}`), { detail }));
  }
}

function monitor(t, { shown = true, waiting = false } = {}) {
  const tick = fakeTime(t);
  t.mock.method(console, "error", () => {});
  const reasons = [];
  const element = new FakeElement();
  const monitor = new HealthMonitor({
    isShown: () => shown,
    isWaiting: () => waiting,
    failed: (reason) => reasons.push(reason),
  });
  return { element, monitor, reasons, tick };
}

for (const [name, { loaded = true, waiting = false }, reason] of [
  ["a script that never comes", { loaded: false }, "script"],
  ["a session that takes too long", { waiting: true }, "session"],
  ["an element that is never ready", {}, "timeout"],
]) {
  test(`${name} fails within five seconds`, (t) => {
    const { element, monitor: health, reasons, tick } = monitor(t, { waiting });
    if (loaded) health.watch(element);
    tick(5_000);

    assert.deepEqual(reasons, [reason]);
  });
}

for (const [name, change] of [
  ["removed", { isConnected: false }],
  ["collapsed", { size: 0 }],
]) {
  test(`an element that is ${name} has vanished`, (t) => {
    const { element, monitor: health, reasons, tick } = monitor(t);
    health.watch(element);
    element.tell("ready");
    tick(60_000);
    assert.deepEqual(reasons, []);

    Object.assign(element, change);
    tick(500);
    assert.deepEqual(reasons, [], "one check may fall into a redraw");
    tick(500);
    assert.deepEqual(reasons, ["vanished"]);
  });
}

test("an element that loses its frame has vanished", (t) => {
  const { element, monitor: health, reasons, tick } = monitor(t);
  health.watch(element);
  element.frame = new FakeElement();
  element.tell("ready");
  element.frame = null;
  tick(1_000);

  assert.deepEqual(reasons, ["vanished"]);
});

test("an element in a closed panel has not vanished", (t) => {
  const {
    element,
    monitor: health,
    reasons,
    tick,
  } = monitor(t, { shown: false });
  health.watch(element);
  element.tell("ready");
  element.size = 0;
  tick(60_000);

  assert.deepEqual(reasons, []);
});

test("an error before the first answer is a failure", (t) => {
  const { element, monitor: health, reasons, tick } = monitor(t);
  health.watch(element);
  element.tell("ready");
  element.tell("error", { error: "odd" });

  assert.deepEqual(reasons, ["error"]);
});

test("after an answer one error is tolerated, a second is not", (t) => {
  const { element, monitor: health, reasons, tick } = monitor(t);
  health.watch(element);
  element.tell("ready");
  element.tell("response.start");
  element.tell("response.end");
  element.tell("error", { error: "once" });
  element.tell("response.end");
  assert.deepEqual(reasons, []);

  element.tell("error", { error: "twice" });
  assert.deepEqual(reasons, ["error"]);
});
