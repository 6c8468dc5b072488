// @ts-check
/** Tools that an agent calls in the page. */

/** @typedef {import("./types.js").Item} Item */

const NO_LISTENER = { error: "not available" };

/**
 * Fires `chat-widget:tool`. A listener calls `respond(value)`, at once or, after
 * `event.preventDefault()`, later.
 * @param {Item} call
 * @param {(name: "tool", detail: object) => boolean} fire false if it was prevented
 * @returns {Promise<unknown>} the result of the tool
 */
export function callClientTool({ name, arguments: given = {} }, fire) {
  return new Promise((resolve) => {
    /** @param {unknown} value */
    const respond = (value) => resolve(value ?? null);
    const notPrevented = fire("tool", { name, arguments: given, respond });
    if (notPrevented) respond(NO_LISTENER); // ignored after an earlier respond()
  });
}
