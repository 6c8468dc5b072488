// @ts-check
/** What a visitor can do in a conversation, and how each of it may end. Draws nothing. */
import { Conversation, isLocal } from "./conversation.js";
import { memory } from "./memory.js";
import { operation, shortcoming } from "./operations.js";
import { ChatError } from "./protocol.js";
import * as say from "./sentences.js";
import { load } from "./threads.js";
import { Turns } from "./turns.js";

/** @typedef {import("./protocol.js").ChatClient} ChatClient */
/** @typedef {import("./turns.js").Outcome} Outcome */
/** @typedef {import("./types.js").Attachment} Attachment */
/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").StreamEvent} StreamEvent */
/** @typedef {import("./types.js").Thread} Thread */
/** @typedef {{ message: string, retry?: () => unknown }} Failure */
/**
 * @typedef {object} Listener
 * @property {(event?: StreamEvent) => void} changed
 * @property {(item: Item) => void} answered a turn has ended with this
 * @property {(error: ChatError) => void} failed
 * @property {(question: Item) => void} returned the server did not take it
 */

// What the server says of a message that it will not take the next time either.
const UNFIT = [400, 403, 404, 413, 415];

export class Chat {
  conversation = new Conversation();
  /** @type {Failure | undefined} */
  failure;
  /** Why nobody can ask anything at present, or "". */
  disabled = "";
  loading = false;
  #client;
  #listener;
  #turns;

  /**
   * @param {ChatClient} client
   * @param {Listener} listener
   */
  constructor(client, listener) {
    this.#client = client;
    this.#listener = listener;
    this.#turns = new Turns(client, {
      changed: (event) => {
        this.#keep();
        listener.changed(event);
      },
      returned: listener.returned,
    });
  }

  get answering() {
    return this.#turns.active;
  }

  get following() {
    return this.#turns.following;
  }

  /**
   * @param {string} text
   * @param {Attachment[]} [attachments]
   */
  async send(text, attachments = []) {
    memory.draft = text;
    this.conversation.ask(text, attachments);
    await this.#ask();
  }

  /**
   * Do something in the conversation that the assistant may answer.
   * @param {string} type of the operation
   * @param {object} params without the thread's id
   * @param {{ maybeSilent?: boolean }} [options]
   */
  async act(type, params, { maybeSilent = false } = {}) {
    const { threadId } = this.conversation;
    const retry = () => this.act(type, params, { maybeSilent });
    const all = { thread_id: threadId, ...params };
    if (!this.answering) await this.#turn(type, all, retry, maybeSilent);
  }

  stop() {
    this.#turns.stop(this.conversation);
  }

  leave() {
    this.#turns.leave();
  }

  /** @param {string} [thread] the id of another conversation; none begins one */
  async startOver(thread = "") {
    this.stop();
    this.leave();
    memory.thread = thread;
    this.loading = false;
    this.conversation = new Conversation();
    this.failure = undefined;
    this.disabled = ""; // it may be on again
    this.#listener.changed();
    await this.restore();
  }

  /** Bring back the conversation that a reload interrupted. */
  async restore() {
    const id = memory.thread;
    if (!id) return;
    const conversation = (this.conversation = new Conversation());
    this.loading = true;
    this.failure = undefined;
    this.#listener.changed();
    /** @type {Thread | undefined} */
    let thread;
    try {
      thread = await load(this.#client, id);
    } catch (error) {
      if (this.conversation !== conversation) return; // another was begun meanwhile
      if (error instanceof ChatError && error.code === "not_found")
        memory.thread = "";
      else this.#fail(error, () => this.restore());
    }
    if (this.conversation !== conversation) return;
    this.loading = false;
    if (thread) conversation.load(thread);
    if (thread?.metadata?.turn === "running") await this.#resume();
    else if (thread) this.#settle(thread);
    this.#listener.changed();
  }

  /** Get the last question answered, whether or not the server already has it. */
  async #ask() {
    this.conversation.dropAnswer();
    const { type, params } = operation(this.conversation) ?? {};
    if (type && params) await this.#turn(type, params, () => this.#ask());
  }

  /**
   * @param {string} type
   * @param {object} params
   * @param {() => unknown} retry
   * @param {boolean} [maybeSilent]
   */
  #turn(type, params, retry, maybeSilent = false) {
    const { conversation } = this;
    return this.#conclude(
      this.#turns.take(conversation, type, params, maybeSilent),
      retry,
    );
  }

  #resume() {
    return this.#conclude(this.#turns.follow(this.conversation));
  }

  /**
   * @param {Promise<Outcome>} turn
   * @param {() => unknown} [retry] where the server had nothing of it
   */
  async #conclude(turn, retry = () => this.#resume()) {
    const { conversation } = this;
    this.failure = undefined;
    this.#listener.changed();
    const { ending, error, begun, followed, thread } = await turn;
    if (ending === "left") return;
    conversation.status = "";
    const ask = () => this.#ask();
    if (ending === "stopped")
      this.failure = { message: say.STOPPED, retry: ask };
    else if (followed && error) this.#fail(error, () => this.#resume());
    else if (error) this.#fail(error, begun ? ask : retry);
    else if (thread) this.#settle(thread, true);
    else if (conversation.answer) this.#listener.answered(conversation.answer);
    this.#listener.changed();
  }

  /**
   * Say how a turn ended that we did not hear to its end.
   * @param {Thread} thread
   * @param {boolean} [awaited] the visitor has been waiting for its answer
   */
  #settle({ metadata }, awaited = false) {
    const { last } = this.conversation;
    const message = last && shortcoming(last, metadata?.turn);
    if (message) this.failure = { message, retry: () => this.#ask() };
    else if (awaited && last) this.#listener.answered(last);
    if (awaited && this.failure)
      this.#listener.failed(new ChatError(this.failure.message));
  }

  /** Remember the thread, and forget the draft once the server has it. */
  #keep() {
    const { question, threadId } = this.conversation;
    if (threadId && memory.thread !== threadId) memory.thread = threadId;
    if (!question || isLocal(question)) return;
    const text = question.content?.[0]?.text;
    const sent = new Set(question.attachments?.map(({ id }) => id));
    if (text && memory.draft === text) memory.draft = "";
    if (sent.size)
      memory.files = memory.files.filter(({ id }) => !sent.has(id));
  }

  /**
   * @param {unknown} error
   * @param {() => unknown} retry
   */
  #fail(error, retry) {
    const { conversation } = this;
    const known =
      error instanceof ChatError
        ? error
        : new ChatError(say.ODD, { cause: error });
    const { code, message, status } = known;
    const { question } = conversation;
    if (code === "chat_disabled") this.disabled = message;
    else if (code === "thread_locked")
      conversation.threadStatus = { type: "locked", reason: message };
    else this.failure = { message, retry: known.retry ? retry : undefined };
    if (question?.attachments?.length && isLocal(question)) {
      if (UNFIT.includes(status)) this.#takeBack();
    } else if (code === "not_found") {
      memory.thread = "";
      conversation.detach();
    }
    this.#listener.failed(known);
  }

  /** The text goes back to the field; its files can't be sent. */
  #takeBack() {
    const question = this.conversation.withdraw();
    this.failure = this.failure && { message: this.failure.message };
    if (question) this.#listener.returned({ ...question, attachments: [] });
  }
}
