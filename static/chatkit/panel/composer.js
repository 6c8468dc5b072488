// @ts-check
/** The message field with its buttons. */
import { formatNumber, strings } from "../i18n/i18n.js";
import { h, icon } from "./dom.js";
import { storage } from "../chat/storage.js";

/** @typedef {import("../chat/types.js").Attachment} Attachment */
/** @typedef {import("../chat/types.js").Configuration} Configuration */
/** @typedef {import("./uploads/uploads.js").Uploads} Uploads */

const MAX_LENGTH = 4000;
const COUNT_FROM = 3500;

export class Composer {
  #busy = false;
  #blocked = false;
  #beginning = "";
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
      dir: "auto",
      enterkeyhint: "send",
      "aria-describedby": "blocked count disclaimer",
    });
    this.sendButton = h(
      "button",
      { class: "act", "aria-label": strings.send },
      icon("send"),
    );
    this.stopButton = h(
      "button",
      {
        class: "act",
        type: "button",
        "aria-label": strings.stop,
        hidden: true,
      },
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
      h(
        "label",
        { for: "message", class: "visually-hidden" },
        strings.yourMessage,
      ),
      this.blocked,
      this.row,
      this.count,
      h(
        "p",
        { id: "disclaimer", class: "disclaimer", dir: "auto" },
        disclaimer,
      ),
    );
    this.field.addEventListener("input", () => {
      storage.draft = this.field.value;
      this.refresh();
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
    this.text = storage.draft;
  }

  /** @param {string} text */
  set text(text) {
    this.field.value = text;
    this.refresh();
  }

  /**
   * @param {Uploads} uploads
   * @param {HTMLElement} button
   */
  enableUploads(uploads, button) {
    this.#uploads = uploads;
    this.row.before(uploads.element);
    this.row.prepend(button);
    this.refresh();
  }

  /**
   * Put an unsent message back, before the text that was written since.
   * @param {string} text
   * @param {Attachment[]} attachments
   */
  restore(text, attachments) {
    this.text = [text, this.field.value].filter(Boolean).join("\n");
    storage.draft = this.field.value;
    this.#uploads?.restore(attachments);
    storage.files = this.#uploads?.ready ?? [];
  }

  /**
   * Put the beginning of a question before what was written, in place of an earlier one.
   * @param {string} beginning
   */
  begin(beginning) {
    const written = this.field.value;
    const question = written.startsWith(this.#beginning)
      ? written.slice(this.#beginning.length)
      : written;
    this.#beginning = beginning;
    this.text = storage.draft = beginning + question;
    this.field.focus();
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
  }

  /**
   * @param {boolean} busy an answer is being written
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
    this.refresh();
  }

  /** Fit the field to its text, count it, and enable or disable Send. */
  refresh() {
    const { field } = this;
    field.style.height = "auto";
    if (field.scrollHeight) field.style.height = `${field.scrollHeight}px`;
    const length = Array.from(field.value).length;
    const tooLong = length > MAX_LENGTH;
    const empty = !field.value.trim();
    this.count.textContent = this.#hint(length, empty);
    this.count.hidden = !this.count.textContent;
    field.setAttribute("aria-invalid", String(tooLong));
    const notReady = this.#busy || this.#blocked || this.#uploads?.busy;
    this.sendButton.disabled = notReady || tooLong || empty;
  }

  /**
   * @param {number} length in characters
   * @param {boolean} empty
   */
  #hint(length, empty) {
    if (empty && this.#uploads?.ready.length) return strings.fileNeedsText;
    if (length < COUNT_FROM) return "";
    const counts = /** @type {const} */ ([
      formatNumber(length),
      formatNumber(MAX_LENGTH),
    ]);
    return length > MAX_LENGTH
      ? strings.tooManyCharacters(...counts)
      : strings.characters(...counts);
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
