// @ts-check
/** Our own assistant in the panel: draws a chat, decides nothing. */
import { Composer } from "./composer.js";
import { h, tool } from "./dom.js";

/** @typedef {import("./chat.js").Chat} Chat */
/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./types.js").Configuration} Configuration */

const NEAR_THE_END = 80;
const TOUCH = matchMedia("(pointer: coarse)");

export class View {
  #frame;
  #greeting;
  #status = h("p", { class: "status" });
  #failure = h("div", { class: "failure", hidden: true });
  #log;
  #startOver;
  #following = true;
  messages = h("ol", { class: "messages", role: "list" });

  /**
   * @param {Frame} frame
   * @param {Configuration} configuration
   * @param {{ send(text: string): void, stop(): void, startOver(): void }} handlers
   */
  constructor(frame, configuration, { send, stop, startOver }) {
    this.#frame = frame;
    /** @param {string} text */
    const ask = (text) => {
      this.#following = true;
      send(text);
    };
    this.composer = new Composer(configuration, { send: ask, stop });
    this.#greeting = greeting(configuration, (prompt) => {
      this.focus();
      ask(prompt);
    });
    this.#startOver = tool("New conversation", "compose", () => {
      this.focus();
      startOver();
    });
    this.#log = h(
      "div",
      {
        class: "log",
        role: "region",
        "aria-label": "Conversation",
        tabindex: 0,
      },
      this.#greeting,
      this.messages,
      this.#status,
      this.#failure,
    );
    frame.hold([this.#startOver], [this.#log, this.composer.element]);
    const log = this.#log;
    log.addEventListener("scroll", () => {
      this.#following =
        log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_THE_END;
    });
  }

  /** Into the message field, unless that would raise a keyboard over the panel. */
  focus() {
    (TOUCH.matches ? this.#log : this.composer.field).focus();
  }

  /** @param {Chat} chat */
  draw({ answering, conversation, failure, loading }) {
    const empty = !conversation.items.size && !loading && !failure;
    const waiting =
      answering && (conversation.status || !isWriting(conversation));
    if (answering) this.#frame.announce("");
    this.#greeting.hidden = !empty;
    this.#startOver.hidden = empty;
    this.#status.hidden = !loading && !waiting;
    this.#status.textContent = conversation.status;
    this.#status.classList.toggle("waiting", !conversation.status);
    this.#drawFailure(failure);
    this.composer.update(
      answering || loading,
      answering && conversation.canStop,
    );
    if (this.#following) this.#log.scrollTop = this.#log.scrollHeight;
  }

  /** @param {Chat["failure"]} failure */
  #drawFailure(failure) {
    const { retry, message } = failure ?? {};
    this.#failure.hidden = !failure;
    this.#failure.replaceChildren(h("p", {}, message ?? ""));
    if (!retry) return;
    const again = h("button", { type: "button" }, "Retry");
    again.addEventListener("click", () => {
      this.focus();
      retry();
    });
    this.#failure.append(again);
  }
}

/** @param {Chat["conversation"]} conversation */
function isWriting({ items }) {
  const last = [...items.values()].at(-1);
  return (
    last?.type === "assistant_message" && last.content?.some(({ text }) => text)
  );
}

/**
 * @param {Configuration} configuration
 * @param {(text: string) => void} send
 */
function greeting({ greeting, prompts }, send) {
  const starters = prompts.map((prompt) => {
    const starter = h("button", { type: "button" }, prompt);
    starter.addEventListener("click", () => send(prompt));
    return h("li", {}, starter);
  });
  const list = h(
    "ul",
    { role: "list", "aria-label": "Suggested questions" },
    ...starters,
  );
  return h("div", { class: "greeting" }, h("p", {}, greeting), list);
}
