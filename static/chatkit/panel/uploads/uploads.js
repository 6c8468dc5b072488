// @ts-check
/** The files of the message that is being written, as a row of chips. */
import { h, icon } from "../dom.js";
import { memory } from "../memory.js";
import { ChatError } from "../protocol.js";
import { inWords, refusal } from "./files.js";
import { Upload } from "./upload.js";

/** @typedef {import("../protocol.js").ChatClient} ChatClient */
/** @typedef {import("../types.js").Attachment} Attachment */
/** @typedef {import("../types.js").Configuration} Configuration */
/** @typedef {{ row: HTMLElement, upload?: Upload, ready?: Attachment, busy: boolean,
 *   failed: boolean }} Chip */

export class Uploads {
  /** @type {Set<Chip>} */
  #chips = new Set();
  // One after the other: the first one to arrive makes this visitor known by a cookie.
  #before = Promise.resolve();
  #client;
  #limits;
  #listener;
  #problem = h("p", { class: "problem", hidden: true });
  #list = h("ul", { role: "list", "aria-label": "Files of this message" });
  element = h(
    "div",
    { class: "chips", hidden: true },
    this.#list,
    this.#problem,
  );

  /**
   * @param {ChatClient} client
   * @param {Configuration["uploads"]} limits
   * @param {{ changed(): void, announce(text: string): void, left(): void }} listener
   *   left: the focus has to go elsewhere
   */
  constructor(client, limits, listener) {
    this.#client = client;
    this.#limits = limits;
    this.#listener = listener;
    this.put(memory.files);
  }

  get busy() {
    return [...this.#chips].some(({ busy }) => busy);
  }

  /** @returns {Attachment[]} */
  get ready() {
    return [...this.#chips].flatMap(({ ready }) => ready ?? []);
  }

  get #taken() {
    return [...this.#chips].filter(({ failed }) => !failed).length;
  }

  /** @param {Iterable<File>} files that the visitor has chosen, dropped or pasted */
  add(files) {
    const { maxCount } = this.#limits;
    const all = [...files];
    const fitting = all.slice(0, Math.max(0, maxCount - this.#taken));
    if (fitting.length < all.length) this.#tooMany();
    else this.#say("");
    for (const file of fitting) this.#start(file);
    this.#changed();
  }

  /** @param {Attachment[]} attachments that the server already has */
  put(attachments) {
    for (const ready of attachments) {
      const chip = this.#chip(ready.name, "");
      chip.ready = ready;
      chip.busy = false;
    }
    this.#draw();
  }

  /** The message was sent, with these files. */
  clear() {
    this.#chips.clear();
    this.#list.replaceChildren();
    this.#say("");
    this.#draw();
  }

  /** @param {File} file */
  #start(file) {
    const chip = this.#chip(file.name, inWords(file.size));
    const refused = refusal(file, this.#limits.maxSize);
    if (refused) this.#fail(chip, file, refused);
    else this.#send(chip, file);
  }

  /**
   * @param {Chip} chip
   * @param {File} file
   */
  async #send(chip, file) {
    const bar = h("progress", { max: 1, "aria-label": `Sending ${file.name}` });
    chip.row.append(bar);
    const upload = (chip.upload = new Upload(this.#client));
    try {
      const moved = () => (bar.value = upload.progress);
      const sent = this.#before.then(() => upload.start(file, moved));
      this.#before = sent.catch(() => {});
      await sent;
      chip.ready = upload.attachment;
      this.#listener.announce(`${file.name} is attached.`);
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
   * @param {unknown} error or the reason, where trying again is no use
   */
  #fail(chip, file, error) {
    const why = error instanceof Error ? error.message : String(error);
    chip.busy = false;
    chip.failed = true;
    const said = h("p", { class: "why" }, why);
    if (error instanceof ChatError && error.passing)
      said.append(" ", this.#again(chip, file, said));
    chip.row.append(said);
    this.#listener.announce(`${file.name} was not attached. ${why}`);
  }

  /**
   * @param {Chip} chip
   * @param {File} file
   * @param {HTMLElement} said what goes with the button
   */
  #again(chip, file, said) {
    const label = `Retry ${file.name}`;
    const again = h("button", { type: "button", "aria-label": label }, "Retry");
    again.addEventListener("click", () => {
      if (this.#taken >= this.#limits.maxCount) return this.#tooMany();
      chip.busy = true;
      chip.failed = false;
      chip.row.classList.remove("failed");
      chip.row.querySelector("button")?.focus();
      said.remove();
      chip.upload?.cancel();
      this.#send(chip, file);
      this.#changed();
    });
    return again;
  }

  #tooMany() {
    const { maxCount } = this.#limits;
    this.#say(`A message carries at most ${maxCount} files.`);
  }

  /**
   * @param {string} name
   * @param {string} size
   * @returns {Chip}
   */
  #chip(name, size) {
    const remove = h(
      "button",
      { type: "button", class: "tool", "aria-label": `Remove ${name}` },
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
    this.#say("");
    this.#changed();
    if (next) next.querySelector("button")?.focus();
    else this.#listener.left();
  }

  /** @param {string} problem */
  #say(problem) {
    this.#problem.textContent = problem;
    this.#problem.hidden = !problem;
    if (problem) this.#listener.announce(problem);
  }

  #changed() {
    memory.files = this.ready;
    this.#draw();
    this.#listener.changed();
  }

  #draw() {
    this.element.hidden = !this.#chips.size && this.#problem.hidden;
  }
}
