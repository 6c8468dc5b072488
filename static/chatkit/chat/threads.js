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
const TIMEOUT = 120_000;
const MAX_FAILURES = 3; // in a row; a killed worker takes a moment to be replaced

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
  for (let failures = 0; Date.now() < end;) {
    try {
      const thread = await loadThread(client, id, signal);
      failures = 0;
      yield thread;
      if (thread.metadata?.turn !== "running") return;
    } catch (error) {
      if (signal.aborted || !isTransient(error) || ++failures === MAX_FAILURES)
        throw error;
    }
    await pause(wait, signal);
    wait = Math.min(wait * 1.25, LONGEST_WAIT);
  }
  throw new ChatError(strings.slow, { code: "slow" });
}

/** @param {unknown} error */
const isTransient = (error) => error instanceof ChatError && error.transient;

/**
 * @param {number} time in milliseconds
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function pause(time, signal) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const timer = setTimeout(resolve, time);
  const end = () => {
    clearTimeout(timer);
    reject(signal.reason);
  };
  if (signal.aborted) end();
  signal.addEventListener("abort", end, { once: true });
  return promise;
}
