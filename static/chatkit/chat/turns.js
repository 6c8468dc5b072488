// @ts-check
/**
 * Runs one turn at a time: from the server's events, or by polling the thread where
 * those are out of reach (after a reload, in another tab, after a lost connection).
 */
import { strings } from "../i18n/i18n.js";
import { AbortableTask } from "./abortable-task.js";
import { ChatError, CONNECTION_LOST } from "./protocol.js";
import { pollThread } from "./threads.js";

/** @typedef {import("./conversation.js").Conversation} Conversation */
/** @typedef {import("./protocol.js").ChatClient} ChatClient */
/** @typedef {import("./abortable-task.js").End} End */
/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").StreamEvent} StreamEvent */
/** @typedef {import("./types.js").Thread} Thread */
/**
 * @typedef {{ accepted: boolean, polled: boolean, thread?: Thread }} Progress
 *   accepted: the server has the question; thread: after a polled turn
 * @typedef {End & Progress} Outcome
 * @typedef {object} Listener
 * @property {(event?: StreamEvent) => void} changed
 * @property {(question: Item) => void} returned the server did not accept it
 */

export class Turns {
  polling = false;
  #client;
  #listener;
  #task = new AbortableTask();

  /**
   * @param {ChatClient} client
   * @param {Listener} listener
   */
  constructor(client, listener) {
    this.#client = client;
    this.#listener = listener;
  }

  get active() {
    return this.#task.active;
  }

  /** @param {Conversation} conversation */
  stop({ threadId }) {
    if (!this.active) return;
    this.#task.stop(threadId ? this.#client.stop(threadId) : Promise.resolve());
  }

  /** Stop listening; the server finishes the turn. */
  disconnect() {
    this.#task.disconnect();
  }

  /**
   * @param {Conversation} conversation
   * @param {string} type of the operation
   * @param {object} params
   * @param {boolean} answerOptional
   * @returns {Promise<Outcome>}
   */
  async run(conversation, type, params, answerOptional) {
    /** @type {Progress} */
    const progress = { accepted: false, polled: false };
    conversation.beginTurn();
    const end = await this.#task.start(async (signal) => {
      try {
        for await (const event of this.#client.stream(type, params, signal)) {
          if (signal.aborted) return;
          progress.accepted = true;
          conversation.apply(event);
          this.#listener.changed(event);
        }
        if (!conversation.answer && !answerOptional)
          throw new ChatError(strings.connectionLost, {
            code: CONNECTION_LOST,
          });
      } catch (error) {
        const { code = "" } = error instanceof ChatError ? error : {};
        const refused = code === "turn_in_progress";
        const lost =
          code === CONNECTION_LOST &&
          progress.accepted &&
          this.#client.isOwnServer;
        if (signal.aborted || !(refused || lost)) throw error;
        if (refused) this.#returnQuestion(conversation);
        progress.polled = true;
        progress.thread = await this.#poll(conversation, signal);
      }
    });
    return { ...end, ...progress };
  }

  /**
   * Wait for the answer that the server is writing.
   * @param {Conversation} conversation
   * @returns {Promise<Outcome>}
   */
  async poll(conversation) {
    /** @type {Thread | undefined} */
    let thread;
    conversation.beginTurn();
    const end = await this.#task.start(async (signal) => {
      thread = await this.#poll(conversation, signal);
    });
    return { ...end, accepted: true, polled: true, thread };
  }

  /** @param {Conversation} conversation with another turn under way */
  #returnQuestion(conversation) {
    const question = conversation.removeUnsent();
    if (!question) return;
    conversation.notices.push({
      level: "info",
      message: strings.previousQuestionRunning,
    });
    this.#listener.returned(question);
  }

  /**
   * @param {Conversation} conversation
   * @param {AbortSignal} signal
   */
  async #poll(conversation, signal) {
    /** @type {Thread | undefined} */
    let thread;
    this.polling = true;
    conversation.canStop = this.#client.canStop;
    this.#listener.changed();
    try {
      const { threadId } = conversation;
      for await (thread of pollThread(this.#client, threadId, signal)) {
        conversation.load(thread);
        this.#listener.changed();
      }
    } finally {
      this.polling = false;
    }
    return thread;
  }
}
