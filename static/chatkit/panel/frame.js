// @ts-check
/** The dialog around either assistant: title, Close, and a live region. */
import { strings } from "../i18n/i18n.js";
import { h, iconButton } from "./dom.js";

export class Frame {
  #tools = h("div", { class: "tools" });
  #topic = h("p", { id: "topic", class: "topic", dir: "auto", hidden: true });
  #note = h("p", { class: "note", hidden: true });
  #body = h("div", { class: "body" });
  #announcement = h("p", { role: "status", class: "visually-hidden" });

  /**
   * @param {string} title
   * @param {() => void} close
   */
  constructor(title, close) {
    this.dialog = h(
      "dialog",
      { class: "panel", "aria-labelledby": "title topic" },
      h(
        "div", // a <header> here would be a second banner of the page
        { class: "header" },
        h("div", {}, h("h2", { id: "title" }, title), this.#topic),
        this.#tools,
        iconButton(strings.close, "close", close),
      ),
      this.#note,
      this.#body,
      this.#announcement,
    );
  }

  get open() {
    return this.dialog.open;
  }

  /**
   * @param {Node[]} tools buttons for the header
   * @param {Node[]} content
   */
  setContent(tools, content) {
    this.setTools(...tools);
    // What is there already stays, and keeps the focus.
    if (content.some((node, at) => node !== this.#body.childNodes[at]))
      this.#body.replaceChildren(...content);
  }

  /** @param {Node[]} tools buttons for the header */
  setTools(...tools) {
    this.#tools.replaceChildren(...tools);
  }

  /** @param {string} title of the conversation, or "" */
  setTopic(title) {
    this.#topic.textContent = title;
    this.#topic.title = title;
    this.#topic.hidden = !title;
  }

  /** @param {string} text read out once by screen readers */
  announce(text) {
    this.#announcement.textContent = text;
  }

  /** @param {string} text a line under the header that stays */
  showNote(text) {
    this.#note.textContent = text;
    this.#note.hidden = false;
    this.announce(text);
  }
}
