// @ts-check
/** The visitor's earlier conversations: to open, to rename, to delete. */
import { h, tool } from "./dom.js";

/** @typedef {import("./protocol.js").ChatClient} ChatClient */
/** @typedef {import("./types.js").Thread} Thread */
/**
 * @typedef {object} Listener
 * @property {(id: string) => void} open
 * @property {(id: string, title: string) => void} renamed
 * @property {(id: string) => void} removed
 * @property {() => void} back
 * @property {(text: string) => void} announce
 */

const UNTITLED = "Conversation without a title";
const NONE = "There are no conversations yet.";
const dates = new Intl.DateTimeFormat("en", { dateStyle: "medium" });

export class History {
  #client;
  #listener;
  #list = h("ul", { role: "list", "aria-labelledby": "history" });
  #word = h("p", { hidden: true });
  #more = plain("Show more", () => this.#load(this.#after));
  #after = "";

  /**
   * @param {ChatClient} client
   * @param {Listener} listener
   */
  constructor(client, listener) {
    this.#client = client;
    this.#listener = listener;
    this.element = h(
      "section",
      { class: "history", "aria-labelledby": "history" },
      plain("Back to the chat", () => listener.back()),
      h("h3", { id: "history", tabindex: -1 }, "Your conversations"),
      this.#list,
      this.#word,
      this.#more,
    );
  }

  show() {
    this.element.querySelector("h3")?.focus();
    this.#list.replaceChildren();
    this.#load("");
  }

  /** @param {string} after the last one shown */
  async #load(after) {
    this.#more.hidden = true;
    const page = await this.#ask("threads.list", {
      limit: 20,
      order: "desc",
      ...(after && { after }),
    });
    if (!page) return;
    this.#list.append(
      ...page.data.map((/** @type {Thread} */ each) => this.#row(each)),
    );
    this.#after = page.after ?? "";
    this.#more.hidden = !page.has_more;
    this.#say(this.#list.children.length ? "" : NONE);
  }

  /** @param {Thread} thread */
  #row({ id, title = "", created_at = "" }) {
    const row = h("li");
    const name = title || UNTITLED;
    const open = h(
      "button",
      { type: "button", class: "past" },
      h("span", { class: "name", dir: "auto" }, name),
      h("span", { class: "day" }, day(created_at)),
    );
    open.addEventListener("click", () => this.#listener.open(id));
    const rename = tool(`Rename ${name}`, "rename", () =>
      this.#rename(row, { id, title, created_at }),
    );
    const remove = tool(`Delete ${name}`, "remove", () =>
      this.#remove(row, id, name),
    );
    row.append(open, rename, remove);
    return row;
  }

  /**
   * @param {HTMLElement} row
   * @param {Omit<Thread, "items">} thread
   */
  #rename(row, thread) {
    const { id, title = "" } = thread;
    const field = h("input", {
      class: "control",
      value: title,
      maxlength: 120,
      required: true,
      "aria-label": "Title",
    });
    const before = [...row.children];
    const cancel = plain("Cancel", () => putBack(row, before));
    const save = h("button", { class: "plain" }, "Save");
    const form = h("form", {}, field, cancel, save);
    onEscape(form, cancel);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const title = field.value.trim();
      const params = { thread_id: id, title };
      if (!title || !(await this.#ask("threads.update", params))) return;
      this.#listener.renamed(id, title);
      const items = { data: [], has_more: false };
      const renamed = this.#row({ ...thread, title, items });
      row.replaceWith(renamed);
      renamed.querySelector("button")?.focus();
    });
    row.replaceChildren(form);
    field.focus();
  }

  /**
   * @param {HTMLElement} row
   * @param {string} id
   * @param {string} name
   */
  #remove(row, id, name) {
    const before = [...row.children];
    const keep = plain("Keep", () => putBack(row, before));
    const really = plain("Delete", async () => {
      if (!(await this.#ask("threads.delete", { thread_id: id }))) return;
      this.#listener.removed(id);
      row.remove();
      this.element.querySelector("h3")?.focus();
      this.#say(this.#list.children.length ? "" : NONE);
    });
    const said = h("span", { class: "past" }, `Delete “${name}”?`);
    const asked = h("div", { class: "asked" }, said, keep, really);
    onEscape(asked, keep);
    row.replaceChildren(asked);
    keep.focus();
  }

  /**
   * @param {string} type
   * @param {object} params
   * @returns {Promise<any>} nothing where it failed, which is said
   */
  async #ask(type, params) {
    this.#say("");
    try {
      return await this.#client.call(type, params);
    } catch (error) {
      this.#say(/** @type {Error} */ (error).message);
    }
  }

  /** @param {string} text */
  #say(text) {
    this.#word.textContent = text;
    this.#word.hidden = !text;
    if (text) this.#listener.announce(text);
  }
}

/**
 * @param {HTMLElement} row
 * @param {Element[]} content
 */
function putBack(row, content) {
  row.replaceChildren(...content);
  row.querySelector("button")?.focus();
}

/**
 * Escape answers what is asked here; else it would close the panel.
 * @param {HTMLElement} place
 * @param {HTMLElement} cancel
 */
function onEscape(place, cancel) {
  place.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    cancel.click();
  });
}

/**
 * @param {string} label
 * @param {() => void} act
 */
function plain(label, act) {
  const made = h("button", { type: "button", class: "plain" }, label);
  made.addEventListener("click", act);
  return made;
}

/** @param {string} time ISO 8601; UTC where it has no offset */
function day(time) {
  const date = new Date(/Z|[+-]\d\d:?\d\d$/.test(time) ? time : `${time}Z`);
  return Number.isNaN(date.getTime()) ? "" : dates.format(date);
}
