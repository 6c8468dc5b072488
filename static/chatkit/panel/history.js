// @ts-check
/** The visitor's conversations, to open, rename and delete. */
import { formatDay, strings } from "../i18n/i18n.js";
import { h, iconButton } from "./dom.js";

/** @typedef {import("../chat/protocol.js").ChatClient} ChatClient */
/** @typedef {import("../chat/types.js").Thread} Thread */
/**
 * @typedef {object} Listener
 * @property {(id: string) => void} open
 * @property {(id: string, title: string) => void} renamed
 * @property {(id: string) => void} removed
 * @property {() => void} back
 * @property {(text: string) => void} announce
 */

export class History {
  #client;
  #listener;
  #list = h("ul", { role: "list", "aria-labelledby": "history" });
  #message = h("p", { hidden: true });
  #more = textButton(strings.showMore, () => this.#load(this.#after));
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
      textButton(strings.backToChat, () => listener.back()),
      h("h3", { id: "history", tabindex: -1 }, strings.yourConversations),
      this.#list,
      this.#message,
      this.#more,
    );
  }

  show() {
    this.element.querySelector("h3")?.focus();
    this.#list.replaceChildren();
    this.#load("");
  }

  /** @param {string} after the cursor */
  async #load(after) {
    this.#more.hidden = true;
    const page = await this.#call("threads.list", {
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
    this.#showMessage(
      this.#list.children.length ? "" : strings.noConversations,
    );
  }

  /** @param {Thread} thread */
  #row({ id, title = "", created_at = "" }) {
    const row = h("li");
    const name = title || strings.untitled;
    const open = h(
      "button",
      { type: "button", class: "past" },
      h("span", { class: "name", dir: "auto" }, name),
      h("span", { class: "day" }, dayOf(created_at)),
    );
    open.addEventListener("click", () => this.#listener.open(id));
    const rename = iconButton(strings.renameNamed(name), "rename", () =>
      this.#rename(row, { id, title, created_at }),
    );
    const remove = iconButton(strings.deleteNamed(name), "remove", () =>
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
      dir: "auto",
      required: true,
      "aria-label": strings.title,
    });
    const before = [...row.children];
    const cancel = textButton(strings.cancel, () => restoreRow(row, before));
    const save = h("button", { class: "plain" }, strings.save);
    const form = h("form", {}, field, cancel, save);
    onEscape(form, cancel);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const title = field.value.trim();
      const params = { thread_id: id, title };
      if (!title || !(await this.#call("threads.update", params))) return;
      this.#listener.renamed(id, title);
      const items = { data: [], has_more: false };
      const renamed = this.#row({ ...thread, title, items });
      row.replaceWith(renamed);
      renamed.querySelector("button")?.focus();
    });
    row.replaceChildren(form);
    field.focus();
    field.select();
  }

  /**
   * @param {HTMLElement} row
   * @param {string} id
   * @param {string} name
   */
  #remove(row, id, name) {
    const before = [...row.children];
    const keep = textButton(strings.keep, () => restoreRow(row, before));
    const confirm = textButton(strings.delete, async () => {
      if (!(await this.#call("threads.delete", { thread_id: id }))) return;
      this.#listener.removed(id);
      row.remove();
      this.element.querySelector("h3")?.focus();
      this.#showMessage(
        this.#list.children.length ? "" : strings.noConversations,
      );
    });
    const question = h(
      "span",
      { class: "past", dir: "auto" },
      strings.confirmDelete(name),
    );
    const confirmation = h("div", { class: "asked" }, question, keep, confirm);
    onEscape(confirmation, keep);
    row.replaceChildren(confirmation);
    keep.focus();
  }

  /**
   * @param {string} type
   * @param {object} params
   * @returns {Promise<any>} undefined after a failure, which is shown
   */
  async #call(type, params) {
    this.#showMessage("");
    try {
      return await this.#client.call(type, params);
    } catch (error) {
      this.#showMessage(/** @type {Error} */ (error).message);
    }
  }

  /** @param {string} text */
  #showMessage(text) {
    this.#message.textContent = text;
    this.#message.hidden = !text;
    if (text) this.#listener.announce(text);
  }
}

/**
 * @param {HTMLElement} row
 * @param {Element[]} content
 */
function restoreRow(row, content) {
  row.replaceChildren(...content);
  row.querySelector("button")?.focus();
}

/**
 * Escape cancels here, and does not close the panel.
 * @param {HTMLElement} container
 * @param {HTMLElement} cancel
 */
function onEscape(container, cancel) {
  container.addEventListener("keydown", (event) => {
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
function textButton(label, act) {
  const button = h("button", { type: "button", class: "plain" }, label);
  button.addEventListener("click", act);
  return button;
}

/**
 * @param {string} time ISO 8601; UTC without an offset
 * @returns {string} "" if it is no time
 */
export function dayOf(time) {
  const date = new Date(/Z|[+-]\d\d:?\d\d$/.test(time) ? time : `${time}Z`);
  return Number.isNaN(date.getTime()) ? "" : formatDay(date);
}
