// @ts-check
/** Our own assistant in the panel: draws a chat, decides nothing. */
import { Composer } from "./composer.js";
import { h, tool } from "./dom.js";
import { greeting } from "./greeting.js";
import { memory } from "./memory.js";
import { drawMessages } from "./messages.js";
import { drawFailure, drawNotices } from "./remarks.js";
import { CLOSED, LOCKED } from "./sentences.js";

/** @typedef {import("./chat.js").Chat} Chat */
/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./items/drawing.js").Handlers} Handlers */
/** @typedef {import("./types.js").Attachment} Attachment */
/** @typedef {import("./types.js").Configuration} Configuration */
/** @typedef {import("./chat.js").Failure} Failure */

const NEAR_THE_END = 80;
const TOUCH = matchMedia("(pointer: coarse)");

export class View {
  #frame;
  #handlers;
  #greeting;
  #messages = h("ol", { class: "messages", role: "list" });
  #status = h("p", { class: "status" });
  #notices = h("div", { class: "notices", hidden: true });
  #failure = h("div", { class: "failure", hidden: true });
  #closed;
  #log;
  #startOver;
  #following = true;

  /**
   * @param {Frame} frame
   * @param {Configuration} configuration
   * @param {Handlers & { send(text: string, files: Attachment[]): void, stop(): void,
   *   startOver(): void, showHistory(): void }} handlers
   */
  constructor(frame, configuration, handlers) {
    this.#frame = frame;
    this.#handlers = handlers;
    /** @param {string} text @param {Attachment[]} [files] */
    const ask = (text, files = []) => {
      this.#following = true;
      handlers.send(text, files);
    };
    const startOver = () => {
      handlers.startOver();
      requestAnimationFrame(() => this.focus()); // the field may be hidden until then
    };
    this.composer = new Composer(configuration, {
      send: ask,
      stop: handlers.stop,
    });
    this.#greeting = greeting(configuration, (prompt) => {
      this.focus();
      ask(prompt);
    });
    this.#startOver = tool("New conversation", "compose", startOver);
    this.history = tool("History", "history", handlers.showHistory);
    this.#closed = closedBanner(startOver);
    this.#log = h(
      "div",
      {
        class: "log",
        role: "region",
        "aria-label": "Conversation",
        tabindex: 0,
      },
      this.#greeting,
      this.#messages,
      this.#status,
      this.#notices,
      this.#failure,
    );
    const log = this.#log;
    this.content = [log, this.#closed, this.composer.element];
    this.tools = [this.history, this.#startOver];
    log.addEventListener("scroll", () => {
      this.#following =
        log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_THE_END;
    });
  }

  /**
   * Into the message field, unless that would raise a keyboard over the panel.
   * @param {boolean} [quietly] without a ring
   */
  focus(quietly = false) {
    const { field } = this.composer;
    const usable = !TOUCH.matches && !field.disabled && field.checkVisibility();
    const ring = quietly ? { focusVisible: false } : {};
    (usable ? field : this.#log).focus(ring);
  }

  /** @param {Chat} chat */
  draw(chat) {
    const { answering, conversation, failure, loading } = chat;
    drawMessages(this.#messages, chat, this.#handlers);
    const empty = !conversation.items.size && !loading && !failure;
    const waiting = isWaiting(chat);
    if (answering) this.#frame.announce("");
    this.#greeting.hidden = !empty;
    this.#startOver.hidden = empty;
    this.history.hidden = !memory.known;
    this.#status.hidden = !loading && !waiting;
    this.#status.textContent = conversation.status;
    this.#status.classList.toggle("waiting", !conversation.status);
    drawNotices(this.#notices, conversation.notices);
    const why = blocked(chat);
    const closed = conversation.threadStatus.type === "closed";
    const shown = why || closed ? withoutRetry(failure) : failure;
    drawFailure(this.#failure, shown, () => this.focus());
    this.#frame.topic(conversation.title);
    this.#closed.hidden = !closed;
    this.composer.element.hidden = closed;
    this.#closed.firstChild?.replaceWith(
      h("p", {}, conversation.threadStatus.reason ?? CLOSED),
    );
    this.composer.update(
      answering || loading,
      answering && conversation.canStop,
      why,
    );
    if (this.#following) this.#log.scrollTop = this.#log.scrollHeight;
  }
}

/** @param {Chat} chat whether there is nothing to read yet while it works */
function isWaiting({ answering, following, failure, conversation }) {
  const { last, status } = conversation;
  if (last?.type === "client_tool_call" && last.status === "pending")
    return !failure;
  const writing =
    last?.type === "assistant_message" &&
    last.content?.some(({ text }) => text);
  return answering && (following || status !== "" || !writing);
}

/** @param {Chat} chat */
function blocked({ disabled, conversation: { threadStatus } }) {
  if (disabled || threadStatus.type !== "locked") return disabled;
  return threadStatus.reason ?? LOCKED;
}

/**
 * Where nothing can be asked, it can't be asked again either.
 * @param {Failure | undefined} failure
 */
const withoutRetry = (failure) => failure && { message: failure.message };

/** @param {() => void} startOver */
function closedBanner(startOver) {
  const again = h("button", { type: "button" }, "New conversation");
  again.addEventListener("click", startOver);
  return h("div", { class: "closed", hidden: true }, h("p"), again);
}
