// @ts-check
/**
 * One turn at a time, told by the server's events; or, where those are out of reach
 * (after a reload, in another tab, over a lost connection), by looking from time to time.
 */
import { ChatError, LOST } from "./protocol.js";
import { Run } from "./run.js";
import * as say from "./sentences.js";
import { follow } from "./threads.js";

/** @typedef {import("./conversation.js").Conversation} Conversation */
/** @typedef {import("./protocol.js").ChatClient} ChatClient */
/** @typedef {import("./run.js").End} End */
/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").StreamEvent} StreamEvent */
/** @typedef {import("./types.js").Thread} Thread */
/**
 * @typedef {{ begun: boolean, followed: boolean, thread?: Thread }} Seen
 *   begun: the server had the question; thread: as a followed turn has left it
 * @typedef {End & Seen} Outcome
 * @typedef {object} Listener
 * @property {(event?: StreamEvent) => void} changed
 * @property {(question: Item) => void} returned the server did not take it
 */

export class Turns {
  /** The answer is made out of sight. */
  following = false;
  #client;
  #listener;
  #run = new Run();

  /**
   * @param {ChatClient} client
   * @param {Listener} listener
   */
  constructor(client, listener) {
    this.#client = client;
    this.#listener = listener;
  }

  get active() {
    return this.#run.active;
  }

  /** @param {Conversation} conversation whose turn is to end, here and on the server */
  stop({ threadId }) {
    if (!this.active) return;
    this.#run.stop(threadId ? this.#client.stop(threadId) : Promise.resolve());
  }

  /** Listen no longer; what the server is doing it may do to its end. */
  leave() {
    this.#run.leave();
  }

  /**
   * @param {Conversation} conversation
   * @param {string} type of the operation
   * @param {object} params
   * @param {boolean} maybeSilent it may end without an answer
   * @returns {Promise<Outcome>}
   */
  async take(conversation, type, params, maybeSilent) {
    /** @type {Seen} */
    const seen = { begun: false, followed: false };
    conversation.beginTurn();
    const end = await this.#run.begin(async (signal) => {
      try {
        for await (const event of this.#client.stream(type, params, signal)) {
          if (signal.aborted) return;
          seen.begun = true;
          conversation.apply(event);
          this.#listener.changed(event);
        }
        if (!conversation.answer && !maybeSilent)
          throw new ChatError(say.LOST, { code: LOST });
      } catch (error) {
        const { code = "" } = error instanceof ChatError ? error : {};
        const refused = code === "turn_in_progress";
        const lost = code === LOST && seen.begun && this.#client.own;
        if (signal.aborted || !(refused || lost)) throw error;
        if (refused) this.#giveBack(conversation);
        seen.followed = true;
        seen.thread = await this.#follow(conversation, signal);
      }
    });
    return { ...end, ...seen };
  }

  /**
   * Wait for the answer that the server is making.
   * @param {Conversation} conversation
   * @returns {Promise<Outcome>}
   */
  async follow(conversation) {
    /** @type {Thread | undefined} */
    let thread;
    conversation.beginTurn();
    const end = await this.#run.begin(async (signal) => {
      thread = await this.#follow(conversation, signal);
    });
    return { ...end, begun: true, followed: true, thread };
  }

  /** @param {Conversation} conversation that is still busy with another question */
  #giveBack(conversation) {
    const question = conversation.withdraw();
    if (!question) return;
    conversation.notices.push({ level: "info", message: say.NOT_YET });
    this.#listener.returned(question);
  }

  /**
   * @param {Conversation} conversation
   * @param {AbortSignal} signal
   */
  async #follow(conversation, signal) {
    /** @type {Thread | undefined} */
    let thread;
    this.following = true;
    conversation.canStop = this.#client.stops;
    this.#listener.changed();
    try {
      const { threadId } = conversation;
      for await (thread of follow(this.#client, threadId, signal)) {
        conversation.load(thread);
        this.#listener.changed();
      }
    } finally {
      this.following = false;
    }
    return thread;
  }
}
