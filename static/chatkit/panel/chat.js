// @ts-check
/** Turns: asking, stopping, trying again, coming back. Draws nothing. */
import { Conversation, isLocal } from "./conversation.js";
import { memory } from "./memory.js";
import { ChatError } from "./protocol.js";

/** @typedef {import("./protocol.js").ChatClient} ChatClient */
/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").Page} Page */
/** @typedef {{ message: string, retry?: () => Promise<void> }} Failure */

const ODD = "Something went wrong. Please try again.";
const CUT = "The connection was lost before the answer was complete.";
const UNANSWERED = "This question has not been answered.";
const STOPPED = "You stopped this answer.";

export class Chat {
  conversation = new Conversation();
  /** @type {Failure | undefined} */
  failure;
  loading = false;
  #client;
  #listener;
  /** @type {AbortController | undefined} */
  #inFlight;

  /**
   * @param {ChatClient} client
   * @param {{ changed(): void, answered(item: Item): void, failed(error: ChatError): void }} listener
   */
  constructor(client, listener) {
    this.#client = client;
    this.#listener = listener;
  }

  get answering() {
    return this.#inFlight !== undefined;
  }

  /** @param {string} text */
  async send(text) {
    memory.draft = text;
    this.conversation.ask(text);
    await this.#ask();
  }

  stop() {
    this.#inFlight?.abort();
  }

  startOver() {
    const left = this.#inFlight;
    this.#inFlight = undefined;
    left?.abort();
    memory.thread = "";
    this.conversation = new Conversation();
    this.failure = undefined;
    this.#listener.changed();
  }

  /** Bring back the conversation that a reload interrupted. */
  async restore() {
    if (!memory.thread) return;
    const conversation = new Conversation();
    this.loading = true;
    this.failure = undefined;
    this.#listener.changed();
    try {
      for (const item of await this.#history(memory.thread)) {
        conversation.items.set(item.id, item);
      }
      conversation.threadId = memory.thread;
      this.conversation = conversation;
      if ([...conversation.items.values()].at(-1)?.type === "user_message") {
        this.failure = { message: UNANSWERED, retry: () => this.#ask() };
      }
    } catch (error) {
      if (error instanceof ChatError && error.code === "not_found")
        memory.thread = "";
      else this.#fail(error, () => this.restore());
    } finally {
      this.loading = false;
      this.#listener.changed();
    }
  }

  /** @param {string} id */
  async #history(id) {
    const thread = await this.#client.call("threads.get_by_id", {
      thread_id: id,
    });
    /** @type {Page} */
    let page = thread.items;
    const items = page.data;
    while (page.has_more && page.after) {
      const next = {
        thread_id: id,
        order: "asc",
        limit: 100,
        after: page.after,
      };
      page = await this.#client.call("items.list", next);
      items.push(...page.data);
    }
    return items;
  }

  /** Get the last question answered, whether or not the server already has it. */
  #ask() {
    const { question, threadId } = this.conversation;
    if (!question) return Promise.resolve();
    this.conversation.dropAnswer();
    if (!isLocal(question)) {
      const again = { thread_id: threadId, item_id: question.id };
      return this.#turn("threads.retry_after_item", again);
    }
    const input = {
      content: question.content,
      attachments: [],
      inference_options: {},
    };
    return threadId
      ? this.#turn("threads.add_user_message", { thread_id: threadId, input })
      : this.#turn("threads.create", { input });
  }

  /**
   * @param {string} type
   * @param {object} params
   */
  async #turn(type, params) {
    const { conversation } = this;
    const control = (this.#inFlight = new AbortController());
    this.failure = undefined;
    conversation.beginTurn();
    this.#listener.changed();
    try {
      for await (const event of this.#client.stream(
        type,
        params,
        control.signal,
      )) {
        if (control.signal.aborted) break;
        conversation.apply(event);
        this.#keep();
        this.#listener.changed();
      }
      if (!conversation.answer) throw new ChatError(CUT);
      this.#listener.answered(conversation.answer);
    } catch (error) {
      if (this.#inFlight !== control) return; // left for a new conversation
      if (control.signal.aborted)
        this.failure = { message: STOPPED, retry: () => this.#ask() };
      else this.#fail(error, () => this.#ask());
    } finally {
      if (this.#inFlight === control) this.#inFlight = undefined;
      conversation.status = "";
      this.#listener.changed();
    }
  }

  /** Remember the thread, and forget the draft once the server has the question. */
  #keep() {
    const { question, threadId } = this.conversation;
    if (memory.thread !== threadId) memory.thread = threadId;
    const stored =
      question && !isLocal(question) && question.content?.[0]?.text;
    if (stored && memory.draft === stored) memory.draft = "";
  }

  /**
   * @param {unknown} error
   * @param {() => Promise<void>} retry
   */
  #fail(error, retry) {
    const known =
      error instanceof ChatError ? error : new ChatError(ODD, { cause: error });
    if (known.code === "not_found") {
      memory.thread = "";
      this.conversation.detach();
    }
    this.failure = {
      message: known.message,
      retry: known.retry ? retry : undefined,
    };
    this.#listener.failed(known);
  }
}
