// @ts-check
import { Chat } from "./panel/chat.js";
import { memory } from "./panel/memory.js";
import { drawMessages, spoken } from "./panel/messages.js";
import { ChatClient } from "./panel/protocol.js";
import { reveal } from "./panel/reveal.js";
import { View } from "./panel/view.js";
import { h } from "./panel/dom.js";

/** @typedef {import("./panel/types.js").Configuration} Configuration */

const SMALL = matchMedia("(max-width: 48rem), (max-height: 30rem)");

/**
 * <chat-widget config="id of a JSON script"><button>…</button></chat-widget>
 *
 * Opens a chat beside the page, or over it where there is no room beside. Fires
 * `chat-widget:answer` with the item and `chat-widget:error` with the error.
 */
export class ChatWidgetElement extends HTMLElement {
  /** @type {Promise<View> | undefined} */
  #built;
  /** @type {View | undefined} */
  #view;
  /** @type {Chat | undefined} */
  #chat;
  #drawing = 0;
  #listening = new AbortController();

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    SMALL.addEventListener(
      "change",
      () => this.#view?.dialog.open && this.#show(),
      { signal },
    );
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#chat?.stop();
  }

  /**
   * Every request passes here; override to add headers.
   * @param {RequestInfo | URL} input
   * @param {RequestInit} [init]
   */
  request(input, init) {
    return fetch(input, init);
  }

  async open() {
    this.#view = await (this.#built ??= this.#build());
    if (this.#view.dialog.open) return;
    memory.open = true;
    this.#show();
  }

  /** @param {{ focus?: boolean }} [options] focus: give it back to the launcher */
  close({ focus = true } = {}) {
    this.#view?.dialog.close();
    this.#closed();
    if (focus) this.#launcher?.focus();
  }

  get #launcher() {
    return this.querySelector("button");
  }

  #show() {
    const view = /** @type {View} */ (this.#view);
    view.dialog.close();
    if (SMALL.matches) view.dialog.showModal();
    else view.dialog.show();
    view.focus();
    this.setAttribute("open", "");
    this.#launcher?.setAttribute("aria-expanded", "true");
    this.#draw();
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
    const client = new ChatClient(configuration.url, (input, init) =>
      this.request(input, init),
    );
    const chat = (this.#chat = new Chat(client, {
      changed: () => this.#draw(),
      answered: (item) => {
        view.announce(spoken(item));
        this.#fire("answer", { item });
      },
      failed: (error) => {
        console.error("[AgentKit]", error);
        view.announce(error.message);
        this.#fire("error", { error });
      },
    }));
    const view = new View(configuration, {
      send: (text) => chat.send(text),
      stop: () => chat.stop(),
      startOver: () => chat.startOver(),
      close: () => this.close(),
    });
    view.dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      this.close();
    });
    // Android's back gesture closes a modal dialog without asking.
    view.dialog.addEventListener(
      "close",
      () => view.dialog.open || this.#closed(),
    );
    view.dialog.addEventListener("click", (event) => this.#follow(event));
    const style = h("link", {
      rel: "stylesheet",
      href: configuration.stylesheet,
    });
    const styled = new Promise((done) => (style.onload = style.onerror = done));
    this.attachShadow({ mode: "open" }).append(style, h("slot"), view.dialog);
    await styled;
    chat.restore();
    return view;
  }

  /** Draw once a frame however many events arrive. */
  #draw() {
    cancelAnimationFrame(this.#drawing);
    this.#drawing = requestAnimationFrame(() => {
      const [view, chat] = [this.#view, this.#chat];
      if (!view || !chat) return;
      drawMessages(view.messages, chat);
      view.draw(chat);
    });
  }

  /** @param {MouseEvent} event a click that may be on a citation */
  #follow(event) {
    const target = /** @type {Element} */ (event.target);
    /** @type {HTMLElement | null} */
    const citation = target.closest("[data-cites]");
    const cited = document.getElementById(citation?.dataset.cites ?? "");
    if (!citation || !cited || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    event.preventDefault();
    if (SMALL.matches) this.close({ focus: false });
    reveal(cited, citation);
  }

  /**
   * @param {string} name
   * @param {object} detail
   */
  #fire(name, detail) {
    this.dispatchEvent(
      new CustomEvent(`chat-widget:${name}`, { bubbles: true, detail }),
    );
  }
}
