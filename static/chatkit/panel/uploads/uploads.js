// @ts-check
/** The files of the message that is being written, as a row of chips. */
import { formatSize, strings } from "../../i18n/i18n.js";
import { h, icon } from "../dom.js";
import { storage } from "../../chat/storage.js";
import { ChatError } from "../../chat/protocol.js";
import { fileError } from "./files.js";
import { Upload } from "./upload.js";

/** @typedef {import("../../chat/protocol.js").ChatClient} ChatClient */
/** @typedef {import("../../chat/types.js").Attachment} Attachment */
/** @typedef {import("../../chat/types.js").Configuration} Configuration */
/** @typedef {{ row: HTMLElement, upload?: Upload, ready?: Attachment, busy: boolean,
 *   failed: boolean }} Chip */

export class Uploads {
  /** @type {Set<Chip>} */
  #chips = new Set();
  // One at a time, since the first upload sets the cookie that identifies the visitor.
  #previous = Promise.resolve();
  #client;
  #limits;
  #listener;
  #problem = h("p", { class: "problem", hidden: true });
  #list = h("ul", { role: "list", "aria-label": strings.messageFiles });
  element = h(
    "div",
    { class: "chips", hidden: true },
    this.#list,
    this.#problem,
  );

  /**
   * @param {ChatClient} client
   * @param {Configuration["uploads"]} limits
   * @param {{ changed(): void, announce(text: string): void, emptied(): void }} listener
   *   emptied: the last chip with the focus is gone
   */
  constructor(client, limits, listener) {
    this.#client = client;
    this.#limits = limits;
    this.#listener = listener;
    this.restore(storage.files);
  }

  get busy() {
    return [...this.#chips].some(({ busy }) => busy);
  }

  /** @returns {Attachment[]} */
  get ready() {
    return [...this.#chips].flatMap(({ ready }) => ready ?? []);
  }

  get #count() {
    return [...this.#chips].filter(({ failed }) => !failed).length;
  }

  /** @param {Iterable<File>} files */
  add(files) {
    const { maxCount } = this.#limits;
    const all = [...files];
    const accepted = all.slice(0, Math.max(0, maxCount - this.#count));
    if (accepted.length < all.length) this.#rejectMore();
    else this.#showProblem("");
    for (const file of accepted) this.#start(file);
    this.#changed();
  }

  /** @param {Attachment[]} attachments uploaded before */
  restore(attachments) {
    for (const ready of attachments) {
      const chip = this.#chip(ready.name, "");
      chip.ready = ready;
      chip.busy = false;
    }
    this.#render();
  }

  clear() {
    this.#chips.clear();
    this.#list.replaceChildren();
    this.#showProblem("");
    this.#render();
  }

  /** @param {File} file */
  #start(file) {
    const chip = this.#chip(file.name, formatSize(file.size));
    const problem = fileError(file, this.#limits.maxSize);
    if (problem) this.#fail(chip, file, problem);
    else this.#send(chip, file);
  }

  /**
   * @param {Chip} chip
   * @param {File} file
   */
  async #send(chip, file) {
    const bar = h("progress", {
      max: 1,
      "aria-label": strings.sending(file.name),
    });
    chip.row.append(bar);
    const upload = (chip.upload = new Upload(this.#client));
    try {
      const onProgress = () => (bar.value = upload.progress);
      const sent = this.#previous.then(() => upload.start(file, onProgress));
      this.#previous = sent.catch(() => {});
      await sent;
      chip.ready = upload.attachment;
      this.#listener.announce(strings.attached(file.name));
    } catch (error) {
      if (this.#chips.has(chip)) this.#fail(chip, file, error);
    }
    chip.busy = false;
    bar.remove();
    this.#changed();
  }

  /**
   * @param {Chip} chip
   * @param {File} file
   * @param {unknown} error or a sentence, where a retry is no use
   */
  #fail(chip, file, error) {
    const reason = error instanceof Error ? error.message : String(error);
    chip.busy = false;
    chip.failed = true;
    const message = h("p", { class: "why" }, reason);
    if (error instanceof ChatError && error.transient)
      message.append(" ", this.#retryButton(chip, file, message));
    chip.row.append(message);
    this.#listener.announce(strings.notAttached(file.name, reason));
  }

  /**
   * @param {Chip} chip
   * @param {File} file
   * @param {HTMLElement} message removed with the button
   */
  #retryButton(chip, file, message) {
    const label = strings.retryNamed(file.name);
    const button = h(
      "button",
      { type: "button", "aria-label": label },
      strings.retry,
    );
    button.addEventListener("click", () => {
      if (this.#count >= this.#limits.maxCount) return this.#rejectMore();
      chip.busy = true;
      chip.failed = false;
      chip.row.classList.remove("failed");
      chip.row.querySelector("button")?.focus();
      message.remove();
      chip.upload?.cancel();
      this.#send(chip, file);
      this.#changed();
    });
    return button;
  }

  #rejectMore() {
    this.#showProblem(strings.tooManyFiles(this.#limits.maxCount));
  }

  /**
   * @param {string} name
   * @param {string} size
   * @returns {Chip}
   */
  #chip(name, size) {
    const remove = h(
      "button",
      {
        type: "button",
        class: "tool",
        "aria-label": strings.removeNamed(name),
      },
      icon("close"),
    );
    const row = h(
      "li",
      {},
      h(
        "p",
        { class: "document" },
        icon("file"),
        h("span", { class: "name", dir: "auto" }, name),
        h("span", { class: "size" }, size),
      ),
      remove,
    );
    /** @type {Chip} */
    const chip = { row, busy: true, failed: false };
    remove.addEventListener("click", () => this.#remove(chip));
    this.#chips.add(chip);
    this.#list.append(row);
    return chip;
  }

  /** @param {Chip} chip */
  #remove(chip) {
    const upload = chip.upload ?? new Upload(this.#client);
    upload.attachment ??= chip.ready;
    upload.cancel();
    this.#chips.delete(chip);
    const next = chip.row.nextElementSibling ?? chip.row.previousElementSibling;
    chip.row.remove();
    this.#showProblem("");
    this.#changed();
    if (next) next.querySelector("button")?.focus();
    else this.#listener.emptied();
  }

  /** @param {string} problem */
  #showProblem(problem) {
    this.#problem.textContent = problem;
    this.#problem.hidden = !problem;
    if (problem) this.#listener.announce(problem);
  }

  #changed() {
    storage.files = this.ready;
    this.#render();
    this.#listener.changed();
  }

  #render() {
    this.element.hidden = !this.#chips.size && this.#problem.hidden;
  }
}
