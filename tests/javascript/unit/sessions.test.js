import assert from "node:assert/strict";
import { test } from "node:test";
import { refusal } from "./server.js";
import { Sessions } from "../../../static/chatkit/openai/sessions.js";

const CONFIGURATION = { session_url: "/session", refresh_url: "/refresh" };
const secret = (client_secret) =>
  new Response(JSON.stringify({ client_secret }));

function open(...answers) {
  const asked = [];
  const failures = [];
  const request = async (url, { body }) => {
    asked.push([url, JSON.parse(body)]);
    return answers.shift();
  };
  const sessions = new Sessions(CONFIGURATION, request, (error) =>
    failures.push(error.message),
  );
  return { sessions, asked, failures };
}

test("a session has a secret, and a secret that expires is refreshed", async () => {
  const { sessions, asked } = open(secret("s1"), secret("s2"));

  assert.equal(await sessions.getClientSecret(null), "s1");
  assert.equal(await sessions.getClientSecret("s1"), "s2");
  assert.deepEqual(asked, [
    ["/session", {}],
    ["/refresh", { current_client_secret: "s1" }],
  ]);
});

test("a visitor who lost the cookie gets a new session", async () => {
  const { sessions, asked, failures } = open(
    refusal(403, "secret_not_yours", "Expired."),
    secret("s2"),
  );

  assert.equal(await sessions.getClientSecret("s1"), "s2");
  assert.deepEqual(
    asked.map(([url]) => url),
    ["/refresh", "/session"],
  );
  assert.deepEqual(failures, []);
});

for (const [name, answer, message] of [
  [
    "a refusal",
    refusal(502, "upstream_auth", "No."),
    "/session answered 502 (upstream_auth)",
  ],
  [
    "an error page",
    new Response("<h1>Server Error</h1>", { status: 500 }),
    "/session answered 500 (without a code)",
  ],
  [
    "an answer without a secret",
    secret(null),
    "/session answered 200 (without a code)",
  ],
]) {
  test(`${name} is a failure`, async () => {
    const { sessions, failures } = open(answer);

    await assert.rejects(sessions.getClientSecret(null));
    assert.deepEqual(failures, [message]);
    assert.equal(sessions.isWaiting, false);
  });
}
