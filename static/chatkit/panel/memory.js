// @ts-check
/** What outlives a reload. Storage may be forbidden; then nothing is remembered. */

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
    // Forbidden or full: the chat works, it only forgets.
  }
}

const OPINIONS = 200; // some 10 kB
const lasting = () => localStorage;
const passing = () => sessionStorage;

export const memory = {
  /** The id of the conversation to come back to, or "". */
  get thread() {
    return read(lasting, "chatkit.thread");
  },
  set thread(id) {
    write(lasting, "chatkit.thread", id);
    if (id) write(lasting, "chatkit.known", "yes");
  },

  /** Whether this visitor has had a conversation here. */
  get known() {
    return read(lasting, "chatkit.known") === "yes";
  },

  /** Text that no server has confirmed yet. */
  get draft() {
    return read(passing, "chatkit.draft");
  },
  set draft(text) {
    write(passing, "chatkit.draft", text);
  },

  /**
   * The files of that text that the server already has.
   * @returns {import("./types.js").Attachment[]}
   */
  get files() {
    try {
      return JSON.parse(read(passing, "chatkit.files") || "[]");
    } catch {
      return [];
    }
  },
  set files(files) {
    const text = files.length ? JSON.stringify(files) : "";
    write(passing, "chatkit.files", text);
  },

  /**
   * The visitor's opinions of answers, which the protocol has no room for: the newest.
   * @returns {[itemId: string, kind: "positive" | "negative"][]}
   */
  get opinions() {
    try {
      return JSON.parse(read(lasting, "chatkit.opinions") || "[]");
    } catch {
      return [];
    }
  },
  set opinions(opinions) {
    const newest = opinions.slice(-OPINIONS);
    write(lasting, "chatkit.opinions", JSON.stringify(newest));
  },

  /** Whether OpenAI's widget failed in this visit: it is not tried again. */
  get failed() {
    return read(passing, "chatkit.failed") === "yes";
  },
  set failed(failed) {
    write(passing, "chatkit.failed", failed ? "yes" : "");
  },

  get open() {
    return read(passing, "chatkit.open") === "yes";
  },
  set open(open) {
    write(passing, "chatkit.open", open ? "yes" : "");
  },
};
