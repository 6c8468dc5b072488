// @ts-check
/** The state of the chat: the current conversation, its turns and its failures. */
import { strings } from "../i18n/i18n.js";
import { Conversation, isLocal } from "./conversation.js";
import { storage } from "./storage.js";
import { incompleteReason, nextOperation } from "./operations.js";
import { ChatError } from "./protocol.js";
import { loadThread } from "./threads.js";
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
 * @property {(item: Item) => void} answered the item that ended a turn
 * @property {(error: ChatError) => void} failed
 * @property {(question: Item) => void} returned the server did not accept it
 */

// Statuses of a message that the server will refuse the next time too.
const PERMANENT = [400, 403, 404, 413, 415];

export class Chat {
  conversation = new Conversation();
  /** @type {Failure | undefined} */
  failure;
  /** Why the chat is switched off, or "". */
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
        this.#saveProgress();
        listener.changed(event);
      },
      returned: listener.returned,
    });
  }

  get answering() {
    return this.#turns.active;
  }

  get polling() {
    return this.#turns.polling;
  }

  /**
   * @param {string} text
   * @param {Attachment[]} [attachments]
   */
  async send(text, attachments = []) {
    storage.draft = text;
    this.conversation.addQuestion(text, attachments);
    await this.#ask();
  }

  /**
   * Perform an operation that the assistant may answer.
   * @param {string} type of the operation
   * @param {object} params without the thread's id
   * @param {{ answerOptional?: boolean }} [options]
   */
  async perform(type, params, { answerOptional = false } = {}) {
    const { threadId } = this.conversation;
    const retry = () => this.perform(type, params, { answerOptional });
    const all = { thread_id: threadId, ...params };
    if (!this.answering) await this.#runTurn(type, all, retry, answerOptional);
  }

  stop() {
    this.#turns.stop(this.conversation);
  }

  disconnect() {
    this.#turns.disconnect();
  }

  /** @param {string} [thread] its id; a new conversation without one */
  async switchTo(thread = "") {
    this.stop();
    this.disconnect();
    storage.thread = thread;
    this.loading = false;
    this.conversation = new Conversation();
    this.failure = undefined;
    this.disabled = ""; // it may be on again
    this.#listener.changed();
    await this.restore();
  }

  /** Load the conversation of the last visit. */
  async restore() {
    const id = storage.thread;
    if (!id) return;
    const conversation = (this.conversation = new Conversation());
    this.loading = true;
    this.failure = undefined;
    this.#listener.changed();
    /** @type {Thread | undefined} */
    let thread;
    try {
      thread = await loadThread(this.#client, id);
    } catch (error) {
      if (this.conversation !== conversation) return; // replaced meanwhile
      if (error instanceof ChatError && error.code === "not_found")
        storage.thread = "";
      else this.#fail(error, () => this.restore());
    }
    if (this.conversation !== conversation) return;
    this.loading = false;
    if (thread) conversation.load(thread);
    if (thread?.metadata?.turn === "running") await this.#resume();
    else if (thread) this.#settle(thread);
    this.#listener.changed();
  }

  /** Get the last question answered, whether or not the server has it. */
  async #ask() {
    this.conversation.dropAnswer();
    const { type, params } = nextOperation(this.conversation) ?? {};
    if (type && params) await this.#runTurn(type, params, () => this.#ask());
  }

  /**
   * @param {string} type
   * @param {object} params
   * @param {() => unknown} retry
   * @param {boolean} [answerOptional]
   */
  #runTurn(type, params, retry, answerOptional = false) {
    const { conversation } = this;
    return this.#finish(
      this.#turns.run(conversation, type, params, answerOptional),
      retry,
    );
  }

  #resume() {
    return this.#finish(this.#turns.poll(this.conversation));
  }

  /**
   * @param {Promise<Outcome>} turn
   * @param {() => unknown} [retry] if the server did not accept the question
   */
  async #finish(turn, retry = () => this.#resume()) {
    const { conversation } = this;
    this.failure = undefined;
    this.#listener.changed();
    const { ending, error, accepted, polled, thread } = await turn;
    if (ending === "replaced") return;
    conversation.status = "";
    const ask = () => this.#ask();
    if (ending === "stopped")
      this.failure = { message: strings.stopped, retry: ask };
    else if (polled && error) this.#fail(error, () => this.#resume());
    else if (error) this.#fail(error, accepted ? ask : retry);
    else if (thread) this.#settle(thread, true);
    else if (conversation.answer) this.#listener.answered(conversation.answer);
    this.#listener.changed();
  }

  /**
   * Show how a turn ended that did not stream to its end.
   * @param {Thread} thread
   * @param {boolean} [awaited] the visitor was waiting for its answer
   */
  #settle({ metadata }, awaited = false) {
    const { last } = this.conversation;
    const message = last && incompleteReason(last, metadata?.turn);
    if (message) this.failure = { message, retry: () => this.#ask() };
    else if (awaited && last) this.#listener.answered(last);
    if (awaited && this.failure)
      this.#listener.failed(new ChatError(this.failure.message));
  }

  /** Store the thread's id, and clear the draft once the server has it. */
  #saveProgress() {
    const { question, threadId } = this.conversation;
    if (threadId && storage.thread !== threadId) storage.thread = threadId;
    if (!question || isLocal(question)) return;
    const text = question.content?.[0]?.text;
    const sent = new Set(question.attachments?.map((file) => file?.id));
    if (text && storage.draft === text) storage.draft = "";
    if (sent.size)
      storage.files = storage.files.filter(({ id }) => !sent.has(id));
  }

  /**
   * @param {unknown} error
   * @param {() => unknown} retry
   */
  #fail(error, retry) {
    const { conversation } = this;
    const chatError =
      error instanceof ChatError
        ? error
        : new ChatError(strings.unexpected, { cause: error });
    const { code, message, status } = chatError;
    const { question } = conversation;
    if (code === "chat_disabled") this.disabled = message;
    else if (code === "thread_locked")
      conversation.threadStatus = { type: "locked", reason: message };
    else this.failure = { message, retry: chatError.retry ? retry : undefined };
    if (question?.attachments?.length && isLocal(question)) {
      if (PERMANENT.includes(status)) this.#returnQuestion();
    } else if (code === "not_found") {
      storage.thread = "";
      conversation.detach();
    }
    this.#listener.failed(chatError);
  }

  /** Put the text back into the field, without the files that were refused. */
  #returnQuestion() {
    const question = this.conversation.removeUnsent();
    this.failure = this.failure && { message: this.failure.message };
    if (question) this.#listener.returned({ ...question, attachments: [] });
  }
}
