// @ts-check
/** State that survives a reload, unless the browser forbids storage. */

/**
 * @param {() => Storage} store
 * @param {string} key
 */
function read(store, key) {
  try {
    return store().getItem(key) ?? "";
  } catch {
    return "";
  }
}

/**
 * @param {() => Storage} store
 * @param {string} key
 * @param {string} value
 */
function write(store, key, value) {
  try {
    if (value) store().setItem(key, value);
    else store().removeItem(key);
  } catch {
    // Forbidden or full: the chat works without it.
  }
}

const MAX_OPINIONS = 200; // about 10 kB
const persistent = () => localStorage;
const perVisit = () => sessionStorage;

export const storage = {
  /** The id of the conversation to come back to, or "". */
  get thread() {
    return read(persistent, "chatkit.thread");
  },
  set thread(id) {
    write(persistent, "chatkit.thread", id);
    if (id) write(persistent, "chatkit.known", "yes");
  },

  /** Whether this visitor has had a conversation here. */
  get known() {
    return read(persistent, "chatkit.known") === "yes";
  },

  /** Text that the server has not confirmed. */
  get draft() {
    return read(perVisit, "chatkit.draft");
  },
  set draft(text) {
    write(perVisit, "chatkit.draft", text);
  },

  /**
   * The uploaded files of the draft.
   * @returns {import("./types.js").Attachment[]}
   */
  get files() {
    try {
      return JSON.parse(read(perVisit, "chatkit.files") || "[]");
    } catch {
      return [];
    }
  },
  set files(files) {
    const text = files.length ? JSON.stringify(files) : "";
    write(perVisit, "chatkit.files", text);
  },

  /**
   * The visitor's latest opinions of answers, which the protocol does not return.
   * @returns {[itemId: string, kind: "positive" | "negative"][]}
   */
  get opinions() {
    try {
      return JSON.parse(read(persistent, "chatkit.opinions") || "[]");
    } catch {
      return [];
    }
  },
  set opinions(opinions) {
    const newest = opinions.slice(-MAX_OPINIONS);
    write(persistent, "chatkit.opinions", JSON.stringify(newest));
  },

  /** Whether OpenAI's widget failed in this visit, so it is not tried again. */
  get failed() {
    return read(perVisit, "chatkit.failed") === "yes";
  },
  set failed(failed) {
    write(perVisit, "chatkit.failed", failed ? "yes" : "");
  },

  get open() {
    return read(perVisit, "chatkit.open") === "yes";
  },
  set open(open) {
    write(perVisit, "chatkit.open", open ? "yes" : "");
  },
};
