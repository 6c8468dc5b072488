// @ts-check
/** Back closes the full-screen chat of a phone, instead of leaving the page. */

const KEY = "chatkitOpen"; // of the entry in the history that stands for the open chat

const isOpenEntry = () => Boolean(history.state?.[KEY]);

/**
 * @param {() => void} close called on Back
 * @param {AbortSignal} signal
 */
export function onBack(close, signal) {
  addEventListener("popstate", () => isOpenEntry() || close(), { signal });
}

/** Before the chat opens. */
export function addEntry() {
  if (!isOpenEntry()) history.pushState({ ...history.state, [KEY]: true }, "");
}

/** @type {Promise<unknown> | undefined} */
let leaving;

/**
 * After the chat was closed otherwise.
 * @returns {Promise<unknown>} when the page's own entry is the current one again, and
 *   the browser has scrolled the page back to where it was in it
 */
export async function removeEntry() {
  if (!isOpenEntry()) return;
  leaving ??= new Promise((done) => {
    const scrolled = () => requestAnimationFrame(() => requestAnimationFrame(done));
    addEventListener("popstate", scrolled, { once: true });
    history.back();
  });
  await leaving;
  leaving = undefined;
}
