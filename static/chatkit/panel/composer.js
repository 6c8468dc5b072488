// @ts-check
/** The message field with its buttons. Never throws away what the visitor wrote. */
import { h, icon } from "./dom.js";
import { memory } from "./memory.js";

/** @typedef {import("./types.js").Attachment} Attachment */
/** @typedef {import("./types.js").Configuration} Configuration */
/** @typedef {import("./uploads/uploads.js").Uploads} Uploads */

const LONGEST = 4000;
const TOLD_FROM = 3500;
const WORDLESS = "Say what you would like to know about the file.";
const grouped = new Intl.NumberFormat("en");

export class Composer {
  #busy = false;
  #blocked = false;
  #send;
  /** @type {Uploads | undefined} */
  #uploads;

  /**
   * @param {Configuration} configuration
   * @param {{ send(text: string, files: Attachment[]): void, stop(): void }} handlers
   */
  constructor({ placeholder, disclaimer }, { send, stop }) {
    this.#send = send;
    this.field = h("textarea", {
      id: "message",
      rows: 1,
      placeholder,
      autocomplete: "off",
      enterkeyhint: "send",
      "aria-describedby": "blocked count disclaimer",
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
    this.blocked = h("p", { id: "blocked", class: "blocked", hidden: true });
    this.row = h(
      "div",
      { class: "field" },
      this.field,
      this.sendButton,
      this.stopButton,
    );
    this.element = h(
      "form",
      { class: "composer" },
      h("label", { for: "message", class: "visually-hidden" }, "Your message"),
      this.blocked,
      this.row,
      this.count,
      h("p", { id: "disclaimer", class: "disclaimer" }, disclaimer),
    );
    this.field.addEventListener("input", () => {
      memory.draft = this.field.value;
      this.measure();
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
    this.measure();
  }

  /**
   * @param {Uploads} uploads
   * @param {HTMLElement} button
   */
  offer(uploads, button) {
    this.#uploads = uploads;
    this.row.before(uploads.element);
    this.row.prepend(button);
    this.measure();
  }

  /**
   * Put back what was not taken, before whatever was written since.
   * @param {string} text
   * @param {Attachment[]} attachments
   */
  putBack(text, attachments) {
    this.text = [text, this.field.value].filter(Boolean).join("\n");
    memory.draft = this.field.value;
    this.#uploads?.put(attachments);
    memory.files = this.#uploads?.ready ?? [];
  }

  /**
   * @param {boolean} busy an answer is under way
   * @param {boolean} canStop
   * @param {string} blocked why nothing can be asked, or ""
   */
  update(busy, canStop, blocked) {
    this.#busy = busy;
    this.#blocked = Boolean(blocked);
    this.blocked.hidden = !blocked;
    this.blocked.textContent = blocked;
    this.row.classList.toggle("off", this.#blocked);
    for (const control of this.row.querySelectorAll("textarea, button.attach"))
      control.toggleAttribute("disabled", this.#blocked);
    this.stopButton.hidden = !busy || !canStop;
    this.sendButton.hidden = !this.stopButton.hidden;
    this.measure();
  }

  /** Grow with the text, and count it where it gets long. */
  measure() {
    const { field } = this;
    field.style.height = "auto";
    if (field.scrollHeight) field.style.height = `${field.scrollHeight}px`;
    const length = Array.from(field.value).length;
    const tooLong = length > LONGEST;
    const count = `${grouped.format(length)} of ${grouped.format(LONGEST)} characters`;
    const empty = !field.value.trim();
    const wordless = empty && Boolean(this.#uploads?.ready.length);
    const told = length < TOLD_FROM ? "" : count;
    this.count.textContent = tooLong
      ? `${count}. Please shorten your message.`
      : wordless
        ? WORDLESS
        : told;
    this.count.hidden = !this.count.textContent;
    field.setAttribute("aria-invalid", String(tooLong));
    const notYet = this.#busy || this.#blocked || this.#uploads?.busy;
    this.sendButton.disabled = notYet || tooLong || empty;
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
    const files = this.#uploads?.ready ?? [];
    this.text = "";
    this.#uploads?.clear();
    this.field.focus();
    this.#send(text, files);
  }
}
