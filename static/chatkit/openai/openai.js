// @ts-check
/** OpenAI's assistant in the panel, until the watchdog says that it does not work. */
import { leadsToAPage } from "../panel/addresses.js";
import { authorized } from "../panel/authorization.js";
import { h, tool } from "../panel/dom.js";
import { memory } from "../panel/memory.js";
import { asked } from "./asked.js";
import { custom, hosted, optionsFor } from "./options.js";
import { Sessions } from "./sessions.js";
import { load } from "./script.js";
import { explain, sendBeacon } from "./trouble.js";
import { Watchdog, listen } from "./watchdog.js";

/** @import { Entity, OpenAIChatKit } from "@openai/chatkit" */
/** @typedef {import("../panel/frame.js").Frame} Frame */
/** @typedef {import("../panel/types.js").Configuration} Configuration */
/** @typedef {import("../panel/types.js").Host} Host */

const LOADING = "Loading the assistant…";
const TOUCH = matchMedia("(pointer: coarse)");
const DARK = matchMedia("(prefers-color-scheme: dark)");

export class OpenAI {
  #configuration;
  #frame;
  #host;
  #watchdog;
  #api;
  #ended = new AbortController();
  #showsHistory = false;
  /** @type {OpenAIChatKit | undefined} */
  #element;

  /**
   * @param {Configuration} configuration
   * @param {Frame} frame
   * @param {Host} host holds the element, whose styles are the page's
   * @param {() => void} failed
   */
  constructor(configuration, frame, host, failed) {
    this.#configuration = configuration;
    this.#frame = frame;
    this.#host = host;
    /** @param {RequestInfo | URL} input @param {RequestInit} [init] */
    const request = (input, init) =>
      host.request(input, { ...init, credentials: "same-origin" });
    const sessions = new Sessions(configuration, request, (error) =>
      this.#watchdog.fail("session", error),
    );
    this.#api = this.#isHosted
      ? hosted((current) => sessions.secret(current))
      : custom(configuration, asked(authorized(configuration, request)));
    this.#watchdog = new Watchdog({
      isShown: () => frame.open,
      isWaiting: () => sessions.isWaiting,
      failed: (reason, ...details) => {
        explain(reason, ...details);
        sendBeacon(configuration.beacon_url, reason);
        failed();
      },
    });
  }

  /** Called once, when whoever is told of failures is prepared for one. */
  start() {
    this.#mount().catch((error) => this.#watchdog.fail("error", error));
  }

  /** Into the message field, unless that would raise a keyboard over the panel. */
  shown() {
    if (TOUCH.matches) return;
    this.#element?.focusComposer().catch(() => {}); // refused before it is ready
  }

  stop() {
    this.#watchdog.stop();
    this.#ended.abort();
    this.#element?.remove();
  }

  get #isHosted() {
    return this.#configuration.mode === "hosted";
  }

  async #mount() {
    const loading = h("p", { class: "loading" }, LOADING);
    this.#frame.hold([], [h("slot", { name: "openai" }), loading]);
    this.#frame.announce(LOADING);
    if (!isSecureContext) return this.#watchdog.fail("insecure");
    if (this.#configuration.domain_key)
      Object.assign(window, {
        OPENAI_DOMAIN_KEY: this.#configuration.domain_key,
      });
    try {
      await load();
    } catch {
      return this.#watchdog.fail("script");
    }
    if (this.#watchdog.over) return;
    const element = document.createElement("openai-chatkit");
    const { signal } = this.#ended;
    this.#element = element;
    this.#watchdog.watch(element);
    listen(element, "chatkit.ready", () => this.#ready(loading), { signal });
    listen(
      element,
      "chatkit.thread.change",
      ({ detail }) => {
        // Our own assistant could go on with it, and a reload comes back to it.
        if (!this.#isHosted) memory.thread = detail.threadId ?? "";
      },
      { signal },
    );
    listen(element, "chatkit.history.open", () => (this.#showsHistory = true));
    listen(
      element,
      "chatkit.history.close",
      () => (this.#showsHistory = false),
    );
    element.slot = "openai";
    this.#setOptions();
    DARK.addEventListener("change", () => this.#setOptions(), { signal });
    this.#host.append(element);
  }

  #setOptions() {
    const { theme } = this.#configuration;
    const launcher = this.#host.querySelector("button");
    this.#element?.setOptions(
      optionsFor(this.#configuration, {
        api: this.#api,
        dark: theme === "auto" ? DARK.matches : theme === "dark",
        accent: launcher ? getComputedStyle(launcher).backgroundColor : "",
        thread: this.#isHosted ? "" : memory.thread,
        cite: (entity) => this.#cite(entity),
      }),
    );
  }

  /** @param {HTMLElement} loading */
  #ready(loading) {
    const element = /** @type {OpenAIChatKit} */ (this.#element);
    loading.remove();
    this.#frame.announce("");
    // Both refuse while an answer is being written: then nothing happens.
    this.#frame.tools(
      tool("Earlier conversations", "history", () => {
        const shown = this.#showsHistory;
        (shown ? element.hideHistory() : element.showHistory()).catch(() => {});
      }),
      tool("New conversation", "compose", () => {
        element.setThreadId(null).then(
          () => this.shown(),
          () => {},
        );
      }),
    );
    if (this.#frame.open && this.#host.contains(document.activeElement))
      this.shown();
  }

  /** @param {Entity} entity */
  #cite({ id, data }) {
    if (this.#host.reveal(id, { focus: () => this.shown() })) return;
    if (data?.url && leadsToAPage(data.url)) location.assign(data.url);
  }
}
