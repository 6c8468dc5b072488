import assert from "node:assert/strict";
import { test } from "node:test";
import "./browser.js";
import { withToken } from "../../../static/chatkit/chat/authorization.js";

const CHAT = "https://chat.example/chatkit";
const CONFIGURATION = { url: CHAT, token_url: "/api/chatkit/token" };

function serve(statuses = []) {
  const sent = [];
  let minted = 0;
  const request = withToken(CONFIGURATION, async (url, init = {}) => {
    sent.push([url, new Headers(init.headers).get("Authorization")]);
    if (url === CONFIGURATION.token_url)
      return new Response(
        JSON.stringify({
          token: `t${++minted}`,
          expires_at: Date.now() / 1000 + 600,
        }),
      );
    return new Response("", { status: statuses.shift() ?? 200 });
  });
  return { request, sent };
}

test("the token goes to the chat server only, and is used again", async () => {
  const { request, sent } = serve();
  await request(CHAT);
  await request(CHAT);
  await request("/other");

  assert.deepEqual(sent, [
    [CONFIGURATION.token_url, null],
    [CHAT, "Bearer t1"],
    [CHAT, "Bearer t1"],
    ["/other", null],
  ]);
});

test("a token that is refused is renewed once", async () => {
  const { request, sent } = serve([200, 401]);
  await request(CHAT);
  await request(CHAT);

  assert.deepEqual(
    sent.map(([, authorization]) => authorization),
    [null, "Bearer t1", "Bearer t1", null, "Bearer t2"],
  );
});

test("a chat server that always refuses is asked once more at most", async () => {
  const { request } = serve([401, 401, 401]);

  assert.equal((await request(CHAT)).status, 401);
});
