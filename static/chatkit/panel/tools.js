// @ts-check
/** Tools that an agent calls in the page. We have none; the page may. */

/** @typedef {import("./types.js").Item} Item */

const NOBODY = { error: "not available" };

/**
 * Ask the page, through `chat-widget:tool`. Whoever listens calls `respond(value)`, at
 * once or, after `event.preventDefault()`, later.
 * @param {Item} call
 * @param {(name: "tool", detail: object) => boolean} fire false if it was prevented
 * @returns {Promise<unknown>} what the tool gave
 */
export function callTool({ name, arguments: given = {} }, fire) {
  return new Promise((resolve) => {
    /** @param {unknown} value */
    const respond = (value) => resolve(value ?? null);
    const isOver = fire("tool", { name, arguments: given, respond });
    if (isOver) respond(NOBODY); // too late where it was answered at once
  });
}
