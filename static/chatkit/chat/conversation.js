// @ts-check
/** One conversation, updated by events. Knows neither network nor page. */
import { applyUpdate } from "./updates.js";

/** @typedef {import("./types.js").Attachment} Attachment */
/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").Notice} Notice */
/** @typedef {import("./types.js").StreamEvent} StreamEvent */
/** @typedef {import("./types.js").Thread} Thread */
/** @typedef {import("./types.js").ThreadStatus} ThreadStatus */

const LOCAL = "local-";

/** @param {Item} item a question that the server has not confirmed */
export const isLocal = (item) => item.id.startsWith(LOCAL);

/**
 * @param {Item} item
 * @param {number} at
 * @returns {Item} with an id, and of a type that is not known where it is no item
 */
const readable = (item, at) =>
  typeof item?.id === "string"
    ? item
    : { id: `unreadable-${at}`, type: "unreadable" };

/** @param {Item} item */
const endsTurn = ({ type }) =>
  !["user_message", "workflow", "end_of_turn"].includes(type);

export class Conversation {
  threadId = "";
  title = "";
  /** @type {ThreadStatus} */
  threadStatus = { type: "active" };
  /** @type {Map<string, Item>} in order of arrival */
  items = new Map();
  /** The progress of the turn, in the server's words. */
  status = "";
  /** @type {Notice[]} of this turn */
  notices = [];
  canStop = true;
  /** @type {Item | undefined} the item that ended the turn */
  answer;
  #localIds = 0;

  beginTurn() {
    this.status = "";
    this.notices = [];
    this.canStop = true;
    this.answer = undefined;
  }

  /**
   * @param {string} text
   * @param {Attachment[]} attachments
   */
  addQuestion(text, attachments) {
    const id = `${LOCAL}${++this.#localIds}`;
    this.items.set(id, {
      id,
      type: "user_message",
      content: [{ type: "input_text", text }],
      attachments,
    });
  }

  get question() {
    return [...this.items.values()]
      .reverse()
      .find((item) => item.type === "user_message");
  }

  get last() {
    return [...this.items.values()]
      .reverse()
      .find(({ type }) => type !== "end_of_turn");
  }

  /** Remove what came after the question, which will be answered again. */
  dropAnswer() {
    for (const item of [...this.items.values()].reverse()) {
      if (item.type === "user_message") return;
      this.items.delete(item.id);
    }
  }

  /**
   * Remove a question that the server does not have.
   * @returns {Item | undefined}
   */
  removeUnsent() {
    const { question } = this;
    if (!question || !isLocal(question)) return undefined;
    this.items.delete(question.id);
    return question;
  }

  /** The server no longer has the thread: keep the question for a new one. */
  detach() {
    this.threadId = "";
    this.title = "";
    this.threadStatus = { type: "active" };
    const { question } = this;
    if (question)
      this.#replace(question, {
        ...question,
        id: `${LOCAL}${++this.#localIds}`,
      });
  }

  /** @param {Thread} thread replaces everything here */
  load(thread) {
    this.#adopt(thread);
    const items = thread.items.data.map((item, at) => readable(item, at));
    this.items = new Map(items.map((item) => [item.id, item]));
  }

  /** @param {StreamEvent} event that changes nothing where it is malformed */
  apply(event) {
    try {
      this.#apply(event);
    } catch (error) {
      console.error("[AgentKit]", error);
    }
  }

  /** @param {StreamEvent} event */
  #apply(event) {
    switch (event.type) {
      case "thread.created":
      case "thread.updated":
        this.#adopt(event.thread);
        break;
      case "thread.item.added":
      case "thread.item.replaced":
        this.#put(readable(event.item, this.items.size));
        break;
      case "thread.item.done": {
        const item = readable(event.item, this.items.size);
        this.#put(item);
        if (endsTurn(item)) this.answer = item;
        break;
      }
      case "thread.item.updated": {
        const item = this.items.get(event.item_id);
        if (item) applyUpdate(item, event.update);
        break;
      }
      case "thread.item.removed":
        this.items.delete(event.item_id);
        break;
      case "stream_options":
        this.canStop = event.stream_options.allow_cancel;
        break;
      case "progress_update":
        this.status = event.text;
        break;
      case "notice":
        this.notices.push(event);
    }
  }

  /** @param {Thread} thread maybe without items */
  #adopt({ id, title, status }) {
    this.threadId = id;
    this.title = title ?? this.title;
    this.threadStatus = status ?? this.threadStatus;
  }

  /** @param {Item} item */
  #put(item) {
    this.status = "";
    const { question } = this;
    if (item.type === "user_message" && question && isLocal(question))
      this.#replace(question, item);
    else this.items.set(item.id, item);
  }

  /**
   * Replace an item by another in the same position.
   * @param {Item} before
   * @param {Item} after
   */
  #replace(before, after) {
    const items = [...this.items.values()].map((item) =>
      item === before ? after : item,
    );
    this.items = new Map(items.map((item) => [item.id, item]));
  }
}
