// @ts-check
import { Builtin } from "./panel/builtin.js";
import { h } from "./panel/dom.js";
import { Frame } from "./panel/frame.js";
import { memory } from "./panel/memory.js";
import { reveal } from "./panel/reveal.js";

/** @typedef {import("./panel/types.js").Assistant} Assistant */
/** @typedef {import("./panel/types.js").Configuration} Configuration */

const SMALL = matchMedia("(max-width: 48rem), (max-height: 30rem)");
const SWITCHED = "Switched to the site’s own assistant.";

/**
 * <chat-widget config="id of a JSON script"><button>…</button></chat-widget>
 *
 * Opens a chat beside the page, or over it where there is no room beside: OpenAI's
 * element or our own, which also stands in where OpenAI's fails. Our own fires
 * `chat-widget:answer` with the item, `chat-widget:error` with the error, and what its
 * server asks of the page: `chat-widget:effect` with a name and data,
 * `chat-widget:action` of a widget, and `chat-widget:tool` with a name, arguments and
 * `respond(value)`, to be called at once or, after preventDefault(), later.
 */
export class ChatWidgetElement extends HTMLElement {
  /** @type {Promise<Frame> | undefined} */
  #built;
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
   * Every request passes here but a file's bytes; override to add headers.
   * @param {RequestInfo | URL} input
   * @param {RequestInit} [init]
   */
  request(input, init) {
    return fetch(input, init);
  }

  async open() {
    this.#frame = await (this.#built ??= this.#build());
    if (this.#frame.open) return;
    memory.open = true;
    this.#show(this.#frame);
  }

  /** @param {{ focus?: boolean }} [options] focus: give it back to the launcher */
  close({ focus = true } = {}) {
    this.#frame?.dialog.close();
    this.#closed();
    if (focus) this.#launcher?.focus();
  }

  /**
   * Show an element of the page that an answer cites.
   * @param {string} id
   * @param {{ focus(): void }} citation where Escape leads back to
   * @returns {boolean} whether it is on this page
   */
  reveal(id, citation) {
    const cited = document.getElementById(id);
    if (!cited) return false;
    if (SMALL.matches) this.close({ focus: false });
    reveal(cited, citation);
    return true;
  }

  get #launcher() {
    return this.querySelector("button");
  }

  /** @param {Frame} frame */
  #show(frame) {
    // After a reload a ring would mark what nobody has gone to.
    const quietly = document.activeElement === document.body;
    frame.dialog.close();
    if (SMALL.matches) frame.dialog.showModal();
    else frame.dialog.show();
    this.#assistant?.shown(quietly);
    this.setAttribute("open", "");
    this.#launcher?.setAttribute("aria-expanded", "true");
  }

  #closed() {
    memory.open = false;
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
    // Android's back gesture closes a modal dialog without asking.
    frame.dialog.addEventListener("close", () => frame.open || this.#closed());
    frame.dialog.addEventListener("click", (event) => this.#follow(event));
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
    const openAIs =
      widget === "openai" || (widget === "auto" && mode === "hosted");
    /** @param {RequestInfo | URL} input @param {RequestInit} [init] */
    const request = (input, init) => this.request(input, init);
    const useOurs = () => {
      this.#assistant = new Builtin(configuration, frame, request, (...event) =>
        this.#fire(...event),
      );
    };
    if (!openAIs || memory.failed) return useOurs();
    const { OpenAI } = await import("./openai/openai.js").catch((error) => {
      console.error("[AgentKit] OpenAI's part could not be loaded.", error);
      return { OpenAI: undefined };
    });
    if (!OpenAI) return useOurs();
    const assistant = new OpenAI(configuration, frame, this, () => {
      const focused = document.activeElement;
      // A frame that vanishes with the focus leaves it to the body.
      const inside = this.contains(focused) || focused === document.body;
      memory.failed = true;
      assistant.stop();
      useOurs();
      frame.note(SWITCHED);
      if (frame.open && inside) this.#assistant?.shown();
    });
    this.#assistant = assistant;
    assistant.start();
  }

  /** @param {MouseEvent} event a click that may be on a citation */
  #follow(event) {
    const target = /** @type {Element} */ (event.target);
    /** @type {HTMLElement | null} */
    const citation = target.closest("[data-cites]");
    if (!citation || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { cites = "" } = citation.dataset;
    if (this.reveal(cites, citation)) event.preventDefault();
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
