// @ts-check
/** OpenAI's element in the panel, until the health monitor finds that it does not work. */
import { strings } from "../i18n/i18n.js";
import { isWebUrl } from "../chat/urls.js";
import { withToken } from "../chat/authorization.js";
import { withVisitor } from "../chat/visitor.js";
import { h, iconButton } from "../panel/dom.js";
import { storage } from "../chat/storage.js";
import { withDraft } from "./draft.js";
import { chatKitOptions, customApi, hostedApi } from "./options.js";
import { Sessions } from "./sessions.js";
import { allowStyles, loadScript } from "./script.js";
import { logClientError, reportClientError } from "./client-errors.js";
import { HealthMonitor, listen } from "./health-monitor.js";

/** @import { Entity, OpenAIChatKit } from "@openai/chatkit" */
/** @typedef {import("../panel/frame.js").Frame} Frame */
/** @typedef {import("../chat/types.js").Configuration} Configuration */
/** @typedef {import("../chat/types.js").Host} Host */

const TOUCH = matchMedia("(pointer: coarse)");
const DARK = matchMedia("(prefers-color-scheme: dark)");

export class OpenAIAssistant {
  #configuration;
  #frame;
  #host;
  #monitor;
  #api;
  #ended = new AbortController();
  #showsHistory = false;
  #isReady = false;
  #question = "";
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
    const request = withVisitor((input, init) =>
      host.request(input, { ...init, credentials: "same-origin" }),
    );
    const sessions = new Sessions(configuration, request, (error) =>
      this.#monitor.fail("session", error),
    );
    this.#api = this.#isHosted
      ? hostedApi((current) => sessions.getClientSecret(current))
      : customApi(configuration, withDraft(withToken(configuration, request)));
    this.#monitor = new HealthMonitor({
      isShown: () => frame.open,
      isWaiting: () => sessions.isWaiting,
      failed: (reason, ...details) => {
        logClientError(reason, ...details);
        reportClientError(configuration.beacon_url, reason);
        failed();
      },
    });
  }

  /** Apart from the constructor, since it may fail at once. */
  start() {
    this.#mount().catch((error) => this.#monitor.fail("error", error));
  }

  /** On touch screens the focus would open a keyboard over the panel. */
  shown() {
    if (TOUCH.matches) return;
    this.#element?.focusComposer().catch(() => {}); // refused before it is ready
  }

  /** @param {string} question of which this is the beginning */
  begin(question) {
    this.#question = question;
    if (this.#isReady) this.#begin();
  }

  #begin() {
    if (!this.#question) return;
    const text = this.#question;
    this.#question = "";
    const element = /** @type {OpenAIChatKit} */ (this.#element);
    element.setComposerValue({ text }).then(
      () => element.focusComposer(),
      () => {}, // refused while an answer is being written
    );
  }

  stop() {
    this.#monitor.stop();
    this.#ended.abort();
    this.#element?.remove();
  }

  get #isHosted() {
    return this.#configuration.mode === "hosted";
  }

  async #mount() {
    const loading = h("p", { class: "loading" }, strings.loading);
    this.#frame.setContent([], [h("slot", { name: "openai" }), loading]);
    this.#frame.announce(strings.loading);
    if (!isSecureContext) return this.#monitor.fail("insecure");
    if (this.#configuration.domain_key)
      Object.assign(window, {
        OPENAI_DOMAIN_KEY: this.#configuration.domain_key,
      });
    try {
      await loadScript();
    } catch {
      return this.#monitor.fail("script");
    }
    if (this.#monitor.stopped) return;
    const element = document.createElement("openai-chatkit");
    const { signal } = this.#ended;
    this.#element = element;
    this.#monitor.watch(element);
    listen(element, "chatkit.ready", () => this.#ready(loading), { signal });
    listen(
      element,
      "chatkit.thread.change",
      ({ detail }) => {
        // Our own assistant could continue it, and a reload comes back to it.
        if (!this.#isHosted) storage.thread = detail.threadId ?? "";
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
    allowStyles(element);
  }

  #setOptions() {
    const { theme } = this.#configuration;
    const launcher = this.#host.querySelector("button");
    this.#element?.setOptions(
      chatKitOptions(this.#configuration, {
        api: this.#api,
        dark: theme === "auto" ? DARK.matches : theme === "dark",
        accent: launcher ? getComputedStyle(launcher).backgroundColor : "",
        thread: this.#isHosted ? "" : storage.thread,
        cite: (entity) => this.#cite(entity),
      }),
    );
  }

  /** @param {HTMLElement} loading */
  #ready(loading) {
    const element = /** @type {OpenAIChatKit} */ (this.#element);
    loading.remove();
    this.#isReady = true;
    this.#begin();
    this.#frame.announce("");
    // The element refuses both while an answer is being written.
    this.#frame.setTools(
      iconButton(strings.earlierConversations, "history", () => {
        const shown = this.#showsHistory;
        (shown ? element.hideHistory() : element.showHistory()).catch(() => {});
      }),
      iconButton(strings.newConversation, "compose", () => {
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
    const url = data?.url ?? "";
    if (this.#host.showSource(id, url, { focus: () => this.shown() })) return;
    if (url && isWebUrl(url)) location.assign(url);
  }
}
