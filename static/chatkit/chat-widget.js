// @ts-check
import { strings } from "./i18n/i18n.js";
import { BuiltinAssistant } from "./panel/assistant.js";
import { h } from "./panel/dom.js";
import { Frame } from "./panel/frame.js";
import { highlight } from "./panel/highlight.js";
import { storage } from "./chat/storage.js";

/** @typedef {import("./chat/types.js").Assistant} Assistant */
/** @typedef {import("./chat/types.js").Configuration} Configuration */

const SMALL = matchMedia("(max-width: 48rem), (max-height: 30rem)");

/**
 * <chat-widget config="id of a JSON script"><button>…</button></chat-widget>
 *
 * Opens a chat beside the page, or over it on small screens: OpenAI's element or our
 * own, which also replaces OpenAI's when that fails. Our own fires:
 * - `chat-widget:answer` with the item, `chat-widget:error` with the error
 * - `chat-widget:effect` with a name and data, `chat-widget:action` of a widget
 * - `chat-widget:tool` with a name, arguments and `respond(value)`, to be called at
 *   once or, after preventDefault(), later
 */
export class ChatWidgetElement extends HTMLElement {
  /** @type {Promise<Frame> | undefined} */
  #frameReady;
  /** @type {Frame | undefined} */
  #frame;
  /** @type {Assistant | undefined} */
  #assistant;
  #listening = new AbortController();

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    SMALL.addEventListener(
      "change",
      () => this.#frame?.open && this.#show(this.#frame),
      { signal },
    );
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

  async open() {
    this.#frame = await (this.#frameReady ??= this.#build());
    if (this.#frame.open) return;
    storage.open = true;
    this.#show(this.#frame);
  }

  /** @param {{ focus?: boolean }} [options] focus: move it to the launcher */
  close({ focus = true } = {}) {
    this.#frame?.dialog.close();
    this.#closed();
    if (focus) this.#launcher?.focus();
  }

  /**
   * Scroll to an element of the page that an answer cites, and highlight it.
   * @param {string} id
   * @param {{ focus(): void }} citation gets the focus back on Escape
   * @returns {boolean} whether it is on this page
   */
  showSource(id, citation) {
    const element = document.getElementById(id);
    if (!element) return false;
    if (SMALL.matches) this.close({ focus: false });
    highlight(element, citation);
    return true;
  }

  get #launcher() {
    return this.querySelector("button");
  }

  /** @param {Frame} frame */
  #show(frame) {
    // After a reload the focus needs no ring: the visitor has not moved it.
    const quietly = document.activeElement === document.body;
    frame.dialog.close();
    if (SMALL.matches) frame.dialog.showModal();
    else frame.dialog.show();
    this.#assistant?.shown(quietly);
    this.setAttribute("open", "");
    this.#launcher?.setAttribute("aria-expanded", "true");
  }

  #closed() {
    storage.open = false;
    this.removeAttribute("open");
    this.#launcher?.setAttribute("aria-expanded", "false");
  }

  async #build() {
    const script = document.getElementById(this.getAttribute("config") ?? "");
    /** @type {Configuration} */
    const configuration = JSON.parse(script?.textContent ?? "");
    const frame = new Frame(configuration.launcher_label, () => this.close());
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
    const styled = new Promise((done) => (style.onload = style.onerror = done));
    this.attachShadow({ mode: "open" }).append(style, h("slot"), frame.dialog);
    await styled;
    await this.#mount(configuration, frame);
    return frame;
  }

  /**
   * @param {Configuration} configuration
   * @param {Frame} frame
   */
  async #mount(configuration, frame) {
    const { mode, widget } = configuration;
    const usesOpenAI =
      widget === "openai" || (widget === "auto" && mode === "hosted");
    /** @param {RequestInfo | URL} input @param {RequestInit} [init] */
    const request = (input, init) => this.request(input, init);
    const useBuiltin = () => {
      this.#assistant = new BuiltinAssistant(
        configuration,
        frame,
        request,
        (...event) => this.#fire(...event),
      );
    };
    if (!usesOpenAI || storage.failed) return useBuiltin();
    const { OpenAIAssistant } = await import("./openai/assistant.js").catch(
      (error) => {
        console.error(
          "[AgentKit] The module for OpenAI's widget could not be loaded.",
          error,
        );
        return { OpenAIAssistant: undefined };
      },
    );
    if (!OpenAIAssistant) return useBuiltin();
    const assistant = new OpenAIAssistant(configuration, frame, this, () => {
      const focused = document.activeElement;
      // When a focused iframe is removed, the body gets the focus.
      const inside = this.contains(focused) || focused === document.body;
      storage.failed = true;
      assistant.stop();
      useBuiltin();
      frame.showNote(strings.switched);
      if (frame.open && inside) this.#assistant?.shown();
    });
    this.#assistant = assistant;
    assistant.start();
  }

  /** @param {MouseEvent} event a click that may be on a citation */
  #followCitation(event) {
    const target = /** @type {Element} */ (event.target);
    /** @type {HTMLElement | null} */
    const citation = target.closest("[data-cites]");
    if (!citation || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { cites = "" } = citation.dataset;
    if (this.showSource(cites, citation)) event.preventDefault();
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
