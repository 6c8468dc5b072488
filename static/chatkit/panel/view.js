// @ts-check
/** Renders the chat into the panel. */
import { strings } from "../i18n/i18n.js";
import { Composer } from "./composer.js";
import { h, iconButton } from "./dom.js";
import { greetingElement } from "./greeting.js";
import { storage } from "../chat/storage.js";
import { renderMessages } from "./messages.js";
import { renderFailure, renderNotices } from "./notices.js";

/** @typedef {import("../chat/chat.js").Chat} Chat */
/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./items/types.js").Handlers} Handlers */
/** @typedef {import("../chat/types.js").Attachment} Attachment */
/** @typedef {import("../chat/types.js").Configuration} Configuration */
/** @typedef {import("../chat/chat.js").Failure} Failure */

const NEAR_END = 80; // pixels
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
  #sticksToEnd = true;

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
      this.#sticksToEnd = true;
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
    this.#greeting = greetingElement(configuration, (prompt) => {
      this.focus();
      ask(prompt);
    });
    this.#startOver = iconButton(strings.newConversation, "compose", startOver);
    this.history = iconButton(strings.history, "history", handlers.showHistory);
    this.#closed = closedBanner(startOver);
    this.#log = h(
      "div",
      {
        class: "log",
        role: "region",
        "aria-label": strings.conversation,
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
      this.#sticksToEnd =
        log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
    });
  }

  /**
   * On touch screens the message field would open a keyboard over the panel.
   * @param {boolean} [quietly] without a focus ring
   */
  focus(quietly = false) {
    const { field } = this.composer;
    const useField =
      !TOUCH.matches && !field.disabled && field.checkVisibility();
    const ring = quietly ? { focusVisible: false } : {};
    (useField ? field : this.#log).focus(ring);
  }

  /** @param {Chat} chat */
  render(chat) {
    const { answering, conversation, failure, loading } = chat;
    renderMessages(this.#messages, chat, this.#handlers);
    const empty = !conversation.items.size && !loading && !failure;
    const waiting = isWaiting(chat);
    if (answering) this.#frame.announce("");
    this.#greeting.hidden = !empty;
    this.#startOver.hidden = empty;
    this.history.hidden = !storage.known;
    this.#status.hidden = !loading && !waiting;
    this.#status.textContent = conversation.status;
    this.#status.classList.toggle("waiting", !conversation.status);
    renderNotices(this.#notices, conversation.notices);
    const reason = blockedReason(chat);
    const closed = conversation.threadStatus.type === "closed";
    const shown = reason || closed ? withoutRetry(failure) : failure;
    renderFailure(this.#failure, shown, () => this.focus());
    this.#frame.setTopic(conversation.title);
    this.#closed.hidden = !closed;
    this.composer.element.hidden = closed;
    this.#closed.firstChild?.replaceWith(
      h("p", {}, conversation.threadStatus.reason ?? strings.closed),
    );
    this.composer.update(
      answering || loading,
      answering && conversation.canStop,
      reason,
    );
    if (this.#sticksToEnd) this.#log.scrollTop = this.#log.scrollHeight;
  }
}

/** @param {Chat} chat whether to show that the assistant is at work */
function isWaiting({ answering, polling, failure, conversation }) {
  const { last, status } = conversation;
  if (last?.type === "client_tool_call" && last.status === "pending")
    return !failure;
  const writing =
    last?.type === "assistant_message" &&
    last.content?.some(({ text }) => text);
  return answering && (polling || status !== "" || !writing);
}

/** @param {Chat} chat */
function blockedReason({ disabled, conversation: { threadStatus } }) {
  if (disabled || threadStatus.type !== "locked") return disabled;
  return threadStatus.reason ?? strings.locked;
}

/**
 * Nothing can be retried where nothing can be asked.
 * @param {Failure | undefined} failure
 */
const withoutRetry = (failure) => failure && { message: failure.message };

/** @param {() => void} startOver */
function closedBanner(startOver) {
  const button = h("button", { type: "button" }, strings.newConversation);
  button.addEventListener("click", startOver);
  return h("div", { class: "closed", hidden: true }, h("p"), button);
}
