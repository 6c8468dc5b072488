// @ts-check
import { strings } from "./i18n/i18n.js";
import { addEntry, onBack, removeEntry } from "./panel/back-button.js";
import { h } from "./panel/dom.js";
import { keepPage } from "./panel/dropped-files.js";
import { Frame } from "./panel/frame.js";
import { highlight } from "./panel/highlight.js";
import { Shell } from "./panel/shell.js";
import { storage } from "./chat/storage.js";

/** @typedef {import("./chat/types.js").Assistant} Assistant */
/** @typedef {import("./chat/types.js").Configuration} Configuration */

const SMALL = matchMedia("(max-width: 48rem), (max-height: 30rem)");

/**
 * <chat-widget config="address of its configuration"><button>…</button></chat-widget>
 *
 * Opens a chat beside the page, or over it on small screens: OpenAI's element or our
 * own, which also replaces OpenAI's when that fails. Our own fires:
 * - `chat-widget:answer` with the item, `chat-widget:error` with the error
 * - `chat-widget:effect` with a name and data, `chat-widget:action` of a widget
 * - `chat-widget:tool` with a name, arguments and `respond(value)`, to be called at
 *   once or, after preventDefault(), later
 *
 * The page's `chat-widget:ask` opens it with its detail, the beginning of a question.
 */
export class ChatWidgetElement extends HTMLElement {
  /** @type {Configuration} */
  #configuration;
  /** @type {Frame} */
  #frame;
  /** @type {Shell} */
  #shell;
  /** @type {Promise<unknown>} */
  #styled;
  /** @type {Promise<void> | undefined} */
  #mounted;
  /** @type {Assistant | undefined} */
  #assistant;
  #listening = new AbortController();

  constructor() {
    super();
    const { configuration } = /** @type {any} */ (this); // set by the launcher
    this.#configuration = configuration;
    this.#shell = new Shell(configuration);
    const frame = new Frame(configuration.launcher_label, () => this.close());
    this.#frame = frame;
    frame.dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      this.close();
    });
    // Android's back gesture closes a modal dialog directly.
    frame.dialog.addEventListener("close", () => frame.open || this.#closed());
    frame.dialog.addEventListener("click", (event) =>
      this.#followCitation(event),
    );
    const style = h("link", {
      rel: "stylesheet",
      href: configuration.stylesheet,
    });
    this.#styled = new Promise((done) => (style.onload = style.onerror = done));
    this.attachShadow({ mode: "open" }).append(style, h("slot"), frame.dialog);
  }

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    SMALL.addEventListener("change", () => this.#frame.open && this.#show(), {
      signal,
    });
    onBack(() => SMALL.matches && this.#frame.open && this.close(), signal);
    keepPage(() => this.#frame.open, signal);
    if (storage.open) this.open();
    const assistant = this.#usesOpenAI
      ? import("./openai/assistant.js")
      : import("./panel/assistant.js");
    assistant.catch(() => {}); // opening it tries again, and says so
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#assistant?.stop();
  }

  /**
   * Sends every request except a file's bytes; override it to add headers.
   * @param {RequestInfo | URL} input
   * @param {RequestInit} [init]
   */
  request(input, init) {
    return fetch(input, init);
  }

  /**
   * Show the panel; the assistant may follow later.
   * @param {string} [beginning] of a question, for the message field
   */
  async open(beginning) {
    this.#mounted ??= this.#mount();
    await this.#styled;
    if (!this.#frame.open) {
      storage.open = true;
      this.#show();
    }
    if (!beginning) return;
    await this.#mounted;
    this.#assistant?.begin(beginning);
  }

  /**
   * @param {{ focus?: boolean }} [options] focus: move it to the launcher
   * @returns {Promise<unknown>} when the page has its own entry in the history again
   */
  close({ focus = true } = {}) {
    this.#frame.dialog.close();
    const closed = this.#closed();
    if (focus) this.#launcher?.focus();
    return closed;
  }

  /**
   * Scroll to an element of the page that an answer cites, and highlight it.
   * @param {string} id the same in all translations of a résumé
   * @param {string} url
   * @param {{ focus(): void }} citation gets the focus back on Escape
   * @returns {boolean} whether it is on this page
   */
  showSource(id, url, citation) {
    const element = document.getElementById(id);
    const [, resume = ""] = /\/r\/([\w-]+)\//.exec(url) ?? [];
    if (!element || resume !== this.#resume) return false;
    if (SMALL.matches)
      this.close({ focus: false }).then(() => highlight(element, citation));
    else highlight(element, citation);
    return true;
  }

  /** The key of the résumé that this page shows. */
  get #resume() {
    const url = new URL(String(this.getAttribute("config")), document.baseURI);
    return url.searchParams.get("resume") ?? "";
  }

  get #launcher() {
    return this.querySelector("button");
  }

  get #usesOpenAI() {
    const { mode, widget } = this.#configuration;
    const isChosen =
      widget === "openai" || (widget === "auto" && mode === "hosted");
    return isChosen && !storage.failed;
  }

  #show() {
    const { dialog } = this.#frame;
    // After a reload the focus needs no ring: the visitor has not moved it.
    const quietly = document.activeElement === document.body;
    dialog.close();
    if (SMALL.matches) {
      addEntry();
      dialog.showModal();
    } else dialog.show();
    if (this.#assistant) this.#assistant.shown(quietly);
    else this.#shell.focus(quietly);
    this.setAttribute("open", "");
    document.body.dataset.chatkit = "open";
    this.#launcher?.setAttribute("aria-expanded", "true");
  }

  #closed() {
    storage.open = false;
    this.removeAttribute("open");
    document.body.dataset.chatkit = "closed";
    this.#launcher?.setAttribute("aria-expanded", "false");
    return removeEntry();
  }

  async #mount() {
    if (!this.#usesOpenAI) return this.#mountBuiltin();
    const loading = h("p", { class: "loading" }, strings.loading);
    this.#frame.setContent([], [loading]);
    try {
      const { OpenAIAssistant } = await import("./openai/assistant.js");
      const assistant = new OpenAIAssistant(
        this.#configuration,
        this.#frame,
        this,
        () => this.#replace(assistant),
      );
      this.#assistant = assistant;
      assistant.start();
    } catch (error) {
      console.error(
        "[AgentKit] The module for OpenAI's widget could not be loaded.",
        error,
      );
      await this.#mountBuiltin();
    }
  }

  async #mountBuiltin() {
    const frame = this.#frame;
    const shell = this.#shell;
    frame.setContent([], shell.content);
    try {
      const { BuiltinAssistant } = await import("./panel/assistant.js");
      /** @param {RequestInfo | URL} input @param {RequestInit} [init] */
      const request = (input, init) => this.request(input, init);
      this.#assistant = new BuiltinAssistant(
        this.#configuration,
        frame,
        shell,
        request,
        (...event) => this.#fire(...event),
      );
    } catch (error) {
      console.error("[AgentKit] The chat could not be loaded.", error);
      shell.showNotLoaded(() => this.#mountBuiltin());
      frame.announce(strings.notLoaded);
    }
  }

  /** @param {Assistant} failed OpenAI's, which our own replaces */
  async #replace(failed) {
    const focused = document.activeElement;
    // When a focused iframe is removed, the body gets the focus.
    const inside = this.contains(focused) || focused === document.body;
    storage.failed = true;
    failed.stop();
    this.#shell.composer.text = storage.draft; // a question that OpenAI's did not send
    await this.#mountBuiltin();
    this.#frame.showNote(strings.switched);
    if (this.#frame.open && inside) this.#assistant?.shown();
  }

  /** @param {MouseEvent} event a click that may be on a citation */
  #followCitation(event) {
    const target = /** @type {Element} */ (event.target);
    /** @type {HTMLElement | null} */
    const citation = target.closest("[data-cites]");
    if (!citation || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { cites = "" } = citation.dataset;
    const url = citation.getAttribute("href") ?? "";
    if (this.showSource(cites, url, citation)) event.preventDefault();
  }

  /**
   * @param {string} name
   * @param {object} detail
   */
  #fire(name, detail) {
    return this.dispatchEvent(
      new CustomEvent(`chat-widget:${name}`, {
        bubbles: true,
        cancelable: true,
        detail,
      }),
    );
  }
}
