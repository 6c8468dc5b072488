// @ts-check
/** Thumbs up, thumbs down: what the visitor thinks of an answer. */
import { h, icon } from "./dom.js";
import { memory } from "./memory.js";

/** @typedef {"positive" | "negative"} Kind */

export class Feedback {
  #given = new Map(memory.opinions);
  #give;

  /** @param {(itemId: string, kind: Kind) => Promise<unknown>} give tells the server */
  constructor(give) {
    this.#give = give;
  }

  /** @param {string} itemId */
  bar(itemId) {
    const bar = h(
      "div",
      { class: "feedback", role: "group", "aria-label": "Your opinion" },
      this.#thumb(itemId, "positive", "Good answer", "up"),
      this.#thumb(itemId, "negative", "Bad answer", "down"),
    );
    return bar;
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
      await this.#give(itemId, kind);
      const others = memory.opinions.filter(([id]) => id !== itemId);
      memory.opinions = [...others, [itemId, kind]];
    } catch {
      // Not worth a word, but not to be shown as given either.
      if (before) this.#given.set(itemId, before);
      else this.#given.delete(itemId);
      show();
    }
  }
}
