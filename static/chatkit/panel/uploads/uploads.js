// @ts-check
/** The files of the message that is being written, as a row of chips. */
import { h, icon } from "../dom.js";
import { memory } from "../memory.js";
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

  /** @param {Iterable<File>} files that the visitor has chosen, dropped or pasted */
  add(files) {
    const { maxCount } = this.#limits;
    const all = [...files];
    const taken = [...this.#chips].filter(({ failed }) => !failed).length;
    const fitting = all.slice(0, Math.max(0, maxCount - taken));
    const tooMany = fitting.length < all.length;
    this.#say(tooMany ? `A message carries at most ${maxCount} files.` : "");
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
  async #start(file) {
    const chip = this.#chip(file.name, inWords(file.size));
    const bar = h("progress", { max: 1, "aria-label": `Sending ${file.name}` });
    const refused = refusal(file, this.#limits.maxSize);
    if (refused) return this.#fail(chip, file, refused);
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
      const { message } = /** @type {Error} */ (error);
      if (this.#chips.has(chip)) this.#fail(chip, file, message);
    }
    chip.busy = false;
    bar.remove();
    this.#changed();
  }

  /**
   * @param {Chip} chip
   * @param {File} file
   * @param {string} why
   */
  #fail(chip, file, why) {
    chip.busy = false;
    chip.failed = true;
    chip.row.classList.add("failed");
    chip.row.append(h("p", { class: "why" }, why));
    this.#listener.announce(`${file.name} was not attached. ${why}`);
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
