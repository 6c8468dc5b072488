// @ts-check
/** The message field with its buttons. Never throws away what the visitor wrote. */
import { h, icon } from "./dom.js";
import { memory } from "./memory.js";

/** @typedef {import("./types.js").Configuration} Configuration */

const LONGEST = 4000;
const TOLD_FROM = 3500;
const grouped = new Intl.NumberFormat("en");

export class Composer {
  #busy = false;
  #send;

  /**
   * @param {Configuration} configuration
   * @param {{ send(text: string): void, stop(): void }} handlers
   */
  constructor({ placeholder, disclaimer }, { send, stop }) {
    this.#send = send;
    this.field = h("textarea", {
      id: "message",
      rows: 1,
      placeholder,
      autocomplete: "off",
      enterkeyhint: "send",
      "aria-describedby": "count disclaimer",
    });
    this.sendButton = h(
      "button",
      { class: "act", "aria-label": "Send" },
      icon("send"),
    );
    this.stopButton = h(
      "button",
      { class: "act", type: "button", "aria-label": "Stop", hidden: true },
      icon("stop"),
    );
    this.count = h("p", { id: "count", class: "count", hidden: true });
    this.element = h(
      "form",
      { class: "composer" },
      h("label", { for: "message", class: "visually-hidden" }, "Your message"),
      h(
        "div",
        { class: "field" },
        this.field,
        this.sendButton,
        this.stopButton,
      ),
      this.count,
      h("p", { id: "disclaimer", class: "disclaimer" }, disclaimer),
    );
    this.field.addEventListener("input", () => {
      memory.draft = this.field.value;
      this.#measure();
    });
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.stopButton.addEventListener("click", () => {
      this.field.focus();
      stop();
    });
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.text = memory.draft;
  }

  /** @param {string} text */
  set text(text) {
    this.field.value = text;
    this.#measure();
  }

  /**
   * @param {boolean} busy an answer is under way
   * @param {boolean} canStop
   */
  update(busy, canStop) {
    this.#busy = busy;
    this.stopButton.hidden = !busy || !canStop;
    this.sendButton.hidden = !this.stopButton.hidden;
    this.#measure();
  }

  /** Grow with the text, and count it where it gets long. */
  #measure() {
    const { field } = this;
    field.style.height = "auto";
    if (field.scrollHeight) field.style.height = `${field.scrollHeight}px`;
    const length = Array.from(field.value).length;
    const tooLong = length > LONGEST;
    const count = `${grouped.format(length)} of ${grouped.format(LONGEST)} characters`;
    this.count.hidden = length < TOLD_FROM;
    this.count.textContent = tooLong
      ? `${count}. Please shorten your message.`
      : count;
    field.setAttribute("aria-invalid", String(tooLong));
    this.sendButton.disabled = this.#busy || tooLong || !field.value.trim();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // 229: Safari ends a composition before it reports the Enter that confirmed it.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    this.#submit();
  }

  #submit() {
    if (this.sendButton.disabled) return;
    const text = this.field.value.trim();
    this.text = "";
    this.field.focus();
    this.#send(text);
  }
}
