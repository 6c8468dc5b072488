// @ts-check
/** Thumbs up or down for an answer. */
import { strings } from "../i18n/i18n.js";
import { h, icon } from "./dom.js";
import { storage } from "../chat/storage.js";

/** @typedef {"positive" | "negative"} Kind */

export class Feedback {
  #given = new Map(storage.opinions);
  #send;

  /** @param {(itemId: string, kind: Kind) => Promise<unknown>} send tells the server */
  constructor(send) {
    this.#send = send;
  }

  /** @param {string} itemId */
  bar(itemId) {
    return h(
      "div",
      { class: "feedback", role: "group", "aria-label": strings.yourOpinion },
      this.#thumb(itemId, "positive", strings.goodAnswer, "up"),
      this.#thumb(itemId, "negative", strings.badAnswer, "down"),
    );
  }

  /**
   * @param {string} itemId
   * @param {Kind} kind
   * @param {string} label
   * @param {"up" | "down"} sign
   */
  #thumb(itemId, kind, label, sign) {
    const thumb = h(
      "button",
      {
        type: "button",
        class: "thumb",
        "aria-label": label,
        title: label,
        "aria-pressed": String(this.#given.get(itemId) === kind),
        "data-kind": kind,
      },
      icon(sign),
    );
    thumb.addEventListener("click", () => this.#press(thumb, itemId, kind));
    return thumb;
  }

  /**
   * @param {HTMLElement} thumb
   * @param {string} itemId
   * @param {Kind} kind
   */
  async #press(thumb, itemId, kind) {
    const before = this.#given.get(itemId);
    if (before === kind) return;
    const show = () => {
      for (const button of thumb.parentElement?.children ?? []) {
        const { kind } = /** @type {HTMLElement} */ (button).dataset;
        const pressed = kind === this.#given.get(itemId);
        button.setAttribute("aria-pressed", String(pressed));
      }
    };
    this.#given.set(itemId, kind);
    show();
    try {
      await this.#send(itemId, kind);
      const others = storage.opinions.filter(([id]) => id !== itemId);
      storage.opinions = [...others, [itemId, kind]];
    } catch {
      // Not worth a message; show the previous opinion again.
      if (before) this.#given.set(itemId, before);
      else this.#given.delete(itemId);
      show();
    }
  }
}
