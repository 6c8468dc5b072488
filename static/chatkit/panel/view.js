// @ts-check
/** Renders the chat into the panel. */
import { strings } from "../i18n/i18n.js";
import { h, iconButton } from "./dom.js";
import { storage } from "../chat/storage.js";
import { renderMessages } from "./messages.js";
import { renderFailure } from "./failure.js";
import { renderNotices } from "./notices.js";

/** @typedef {import("../chat/chat.js").Chat} Chat */
/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./items/types.js").Handlers} Handlers */
/** @typedef {import("../chat/types.js").Attachment} Attachment */
/** @typedef {import("./shell.js").Shell} Shell */
/** @typedef {import("../chat/chat.js").Failure} Failure */

const NEAR_END = 80; // pixels

export class View {
  #frame;
  #handlers;
  #shell;
  #notices = h("div", { class: "notices", hidden: true });
  #closed;
  #startOver;
  #sticksToEnd = true;

  /**
   * @param {Frame} frame
   * @param {Shell} shell
   * @param {Handlers & { send(text: string, files: Attachment[]): void, stop(): void,
   *   startOver(): void, showHistory(): void }} handlers
   */
  constructor(frame, shell, handlers) {
    this.#frame = frame;
    this.#shell = shell;
    this.#handlers = handlers;
    const startOver = () => {
      handlers.startOver();
      requestAnimationFrame(() => shell.focus()); // the field may be hidden until then
    };
    shell.connect({
      send: (text, files) => this.ask(text, files),
      stop: handlers.stop,
    });
    this.#startOver = iconButton(strings.newConversation, "compose", startOver);
    this.history = iconButton(strings.history, "history", handlers.showHistory);
    this.#closed = closedBanner(startOver);
    const { log, composer, failure } = shell;
    failure.before(this.#notices);
    composer.element.before(this.#closed);
    this.content = [log, this.#closed, composer.element];
    this.tools = [this.history, this.#startOver];
    log.addEventListener("scroll", () => {
      this.#sticksToEnd =
        log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
    });
  }

  /**
   * @param {string} text
   * @param {Attachment[]} [files]
   */
  ask(text, files = []) {
    this.#sticksToEnd = true;
    this.#handlers.send(text, files);
  }

  /** @param {Chat} chat */
  render(chat) {
    const { answering, conversation, failure, loading } = chat;
    const shell = this.#shell;
    renderMessages(shell.messages, chat, this.#handlers);
    const empty = !conversation.items.size && !loading && !failure;
    const waiting = isWaiting(chat);
    if (answering) this.#frame.announce("");
    shell.greeting.hidden = !empty;
    this.#startOver.hidden = empty;
    this.history.hidden = !storage.known;
    shell.status.hidden = !loading && !waiting;
    shell.status.textContent = conversation.status;
    shell.status.classList.toggle("waiting", !conversation.status);
    renderNotices(this.#notices, conversation.notices);
    const reason = blockedReason(chat);
    const closed = conversation.threadStatus.type === "closed";
    const shown = reason || closed ? withoutRetry(failure) : failure;
    renderFailure(shell.failure, shown, () => shell.focus());
    this.#frame.setTopic(conversation.title);
    this.#closed.hidden = !closed;
    shell.composer.element.hidden = closed;
    this.#closed.firstChild?.replaceWith(
      h("p", {}, conversation.threadStatus.reason ?? strings.closed),
    );
    shell.composer.update(
      answering || loading,
      answering && conversation.canStop,
      reason,
    );
    if (this.#sticksToEnd) shell.log.scrollTop = shell.log.scrollHeight;
  }
}

/** @param {Chat} chat whether to show that the assistant is at work */
function isWaiting({ answering, polling, failure, conversation }) {
  const { last, status } = conversation;
  if (last?.type === "client_tool_call" && last.status === "pending")
    return !failure;
  const writing =
    last?.type === "assistant_message" &&
    last.content?.some((part) => part?.text);
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
