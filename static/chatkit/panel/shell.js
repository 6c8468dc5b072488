// @ts-check
/**
 * What the panel shows at once: the conversation's place and the message field. A question
 * that is asked before the assistant has loaded waits for it.
 */
import { strings } from "../i18n/i18n.js";
import { storage } from "../chat/storage.js";
import { Composer } from "./composer.js";
import { h } from "./dom.js";
import { renderFailure } from "./failure.js";
import { greetingElement } from "./greeting.js";

/** @typedef {import("../chat/types.js").Attachment} Attachment */
/** @typedef {import("../chat/types.js").Configuration} Configuration */
/**
 * @typedef {object} Handlers
 * @property {(text: string, files: Attachment[]) => void} send
 * @property {() => void} stop
 */

const TOUCH = matchMedia("(pointer: coarse)");

export class Shell {
  messages = h("ol", { class: "messages", role: "list" });
  status = h("p", { class: "status waiting", hidden: true });
  failure = h("div", { class: "failure", hidden: true });
  greeting;
  composer;
  log;
  #waiting = "";
  #waitingRow = h("ol", { class: "messages", role: "list", hidden: true });
  /** @type {Handlers} */
  #handlers = { send: (text) => this.#wait(text), stop: () => {} };

  /** @param {Configuration} configuration */
  constructor(configuration) {
    /** @param {string} text @param {Attachment[]} [files] */
    const send = (text, files = []) => this.#handlers.send(text, files);
    this.greeting = greetingElement(configuration, (prompt) => {
      this.focus();
      send(prompt);
    });
    this.composer = new Composer(configuration, {
      send,
      stop: () => this.#handlers.stop(),
    });
    this.log = h(
      "div",
      {
        class: "log",
        role: "region",
        "aria-label": strings.conversation,
        tabindex: 0,
      },
      this.greeting,
      this.messages,
      this.#waitingRow,
      this.status,
      this.failure,
    );
    if (storage.thread) this.#showWaiting(); // for the earlier conversation
  }

  get content() {
    return [this.log, this.composer.element];
  }

  /**
   * Hand the conversation over to the assistant.
   * @param {Handlers} handlers
   */
  connect(handlers) {
    this.#handlers = handlers;
  }

  /** @param {() => void} load try again to load the assistant */
  showNotLoaded(load) {
    const failure = { message: strings.notLoaded, retry: load };
    renderFailure(this.failure, failure, () => {
      this.failure.hidden = true;
      this.focus();
    });
  }

  /** @returns {string} the question that waited, which is the assistant's from now on */
  takeQuestion() {
    const question = this.#waiting;
    this.#waiting = "";
    this.#waitingRow.remove();
    return question;
  }

  /**
   * On touch screens the message field would open a keyboard over the panel.
   * @param {boolean} [quietly] without a focus ring
   */
  focus(quietly = false) {
    const { field } = this.composer;
    const isShown = field.getClientRects().length > 0;
    const useField = !TOUCH.matches && !field.disabled && isShown;
    const ring = quietly ? { focusVisible: false } : {};
    (useField ? field : this.log).focus(ring);
  }

  /** @param {string} text */
  #wait(text) {
    this.#waiting = text;
    storage.draft = text; // a reload brings it back
    const bubble = h("p", { class: "bubble", dir: "auto" }, text);
    this.#waitingRow.append(h("li", { class: "question" }, bubble));
    this.#waitingRow.hidden = false;
    this.#showWaiting();
    this.composer.update(true, false, "");
  }

  #showWaiting() {
    this.greeting.hidden = true;
    this.status.hidden = false;
  }
}
