/** A ChatKit server for the tests: it answers operations by their type. */
import "./browser.js";
import { ChatClient } from "../../../static/chatkit/chat/protocol.js";

const encoder = new TextEncoder();
const CONFIGURATION = {
  url: "/api/chatkit/chat",
  stop_url: "/api/chatkit/stop",
};

export const userMessage = (text, id = "msg_1") => ({
  id,
  type: "user_message",
  content: [{ type: "input_text", text }],
});

export const assistantMessage = (text, id = "msg_2", annotations = []) => ({
  id,
  type: "assistant_message",
  content: [{ type: "output_text", text, annotations }],
});

export const thread = (items, turn = "", more = {}) => ({
  id: "thr_1",
  status: { type: "active" },
  metadata: turn ? { turn } : {},
  items: { data: items, has_more: false },
  ...more,
});

export const done = (item) => ({ type: "thread.item.done", item });

/** How a turn begins: the thread exists and has the question. */
export const accepted = (text) => [
  { type: "thread.created", thread: thread([]) },
  done(userMessage(text)),
];

export const refusal = (status, code, message, headers = {}) =>
  new Response(JSON.stringify({ error: { code, message } }), {
    status,
    headers,
  });

/** A stream of events that ends, or breaks off. */
export function stream(events, { breaks = false } = {}) {
  const body = new ReadableStream({
    start(controller) {
      for (const event of events)
        controller.enqueue(
          encoder.encode(`data: ${JSON.stringify(event)}\n\n`),
        );
      if (!breaks) controller.close();
    },
    pull(controller) {
      controller.error(new TypeError("network error"));
    },
  });
  return new Response(body);
}

/**
 * @param {Record<string, any[]>} answers by operation: a list of events, an object, a
 *   Response, or an Error; the last one is repeated
 */
export function serve(answers, configuration = {}) {
  const requests = [];
  const stops = [];
  const fetch = async (url, { body, headers, signal } = {}) => {
    if (url === CONFIGURATION.stop_url) {
      stops.push(JSON.parse(body));
      return new Response(null, { status: 204 });
    }
    const { type, params } = JSON.parse(body);
    requests.push({ type, params, headers });
    const queue = answers[type];
    const answer = queue.length > 1 ? queue.shift() : queue[0];
    if (answer instanceof Error) throw answer;
    if (typeof answer === "function") return answer(signal);
    if (answer instanceof Response) return answer.clone();
    return Array.isArray(answer)
      ? stream(answer)
      : new Response(JSON.stringify(answer));
  };
  const client = new ChatClient({ ...CONFIGURATION, ...configuration }, fetch);
  return { client, requests, stops };
}
