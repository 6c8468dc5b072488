// @ts-check
/** Loads conversations from the server. */
import { strings } from "../i18n/i18n.js";
import { ChatError } from "./protocol.js";

/** @typedef {import("./protocol.js").ChatClient} ChatClient */
/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Thread} Thread */

// Milliseconds.
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 2000;
const LONGEST_RETRY_WAIT = 15_000;
const TIMEOUT = 120_000;
const LOST_AFTER = 60_000; // without an answer from the server

/**
 * @param {ChatClient} client
 * @param {string} id
 * @param {AbortSignal} [signal]
 * @returns {Promise<Thread>} with all of its items
 */
export async function loadThread(client, id, signal) {
  const thread = await client.call(
    "threads.get_by_id",
    { thread_id: id },
    signal,
  );
  /** @type {Page} */
  let page = thread.items;
  const data = [...page.data];
  while (page.has_more && page.after) {
    const { after } = page;
    const next = { thread_id: id, order: "asc", limit: 100, after };
    page = await client.call("items.list", next, signal);
    data.push(...page.data);
  }
  return { ...thread, items: { data, has_more: false } };
}

/**
 * Load a thread again and again until its turn is over.
 * @param {ChatClient} client
 * @param {string} id
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<Thread>}
 */
export async function* pollThread(client, id, signal) {
  const end = Date.now() + TIMEOUT;
  let wait = FIRST_WAIT;
  while (Date.now() < end) {
    const thread = await retry(() => loadThread(client, id, signal), signal);
    yield thread;
    if (thread.metadata?.turn !== "running") return;
    await pause(wait, signal);
    wait = Math.min(wait * 1.25, LONGEST_WAIT);
  }
  throw new ChatError(strings.slow, { code: "slow" });
}

/**
 * Repeat a request for a minute, with growing pauses, where the connection is lost or the
 * server is overloaded or restarted.
 * @template Value
 * @param {() => Promise<Value>} request
 * @param {AbortSignal} signal
 * @returns {Promise<Value>}
 */
export async function retry(request, signal) {
  const end = Date.now() + LOST_AFTER;
  for (let wait = FIRST_WAIT; ; wait = Math.min(2 * wait, LONGEST_RETRY_WAIT)) {
    try {
      return await request();
    } catch (error) {
      const isTransient = error instanceof ChatError && error.transient;
      const isOver = Date.now() + wait > end;
      if (signal.aborted || !isTransient || isOver) throw error;
    }
    await pause(wait, signal);
  }
}

/**
 * @param {number} time in milliseconds
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function pause(time, signal) {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(end, time);
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
  });
}
