import assert from "node:assert/strict";
import { test } from "node:test";
import { callClientTool } from "../../../static/chatkit/chat/client-tools.js";

const CALL = { name: "theme", arguments: { dark: true } };

for (const [name, listener, result] of [
  ["nobody", () => true, { error: "not available" }],
  [
    "a listener at once",
    ({ respond, arguments: { dark } }) => {
      respond(dark);
      return true;
    },
    true,
  ],
  [
    "a listener later",
    ({ respond, name }) => {
      setImmediate(() => respond(name));
      return false;
    },
    "theme",
  ],
]) {
  test(`a tool is answered by ${name}`, async () => {
    const fire = (_, detail) => listener(detail);

    assert.deepEqual(await callClientTool(CALL, fire), result);
  });
}
