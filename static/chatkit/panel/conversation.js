// @ts-check
/** One conversation as the events have left it; knows neither network nor page. */
import { change } from "./items/changes.js";

/** @typedef {import("./types.js").Attachment} Attachment */
/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").Notice} Notice */
/** @typedef {import("./types.js").StreamEvent} StreamEvent */
/** @typedef {import("./types.js").Thread} Thread */
/** @typedef {import("./types.js").ThreadStatus} ThreadStatus */

const LOCAL = "local-";

/** @param {Item} item a question that the server has not confirmed */
export const isLocal = (item) => item.id.startsWith(LOCAL);

/** @param {Item} item something that a turn may end with */
const endsTurns = ({ type }) =>
  !["user_message", "workflow", "end_of_turn"].includes(type);

export class Conversation {
  threadId = "";
  title = "";
  /** @type {ThreadStatus} */
  threadStatus = { type: "active" };
  /** @type {Map<string, Item>} in order of arrival */
  items = new Map();
  /** A passing word from the server about its progress. */
  status = "";
  /** @type {Notice[]} what the server had to say besides the answer of this turn */
  notices = [];
  canStop = true;
  /** @type {Item | undefined} what the turn ended with, so far */
  answer;
  #asked = 0;

  /** Forget what belonged to the turn before. */
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
  ask(text, attachments) {
    const id = `${LOCAL}${++this.#asked}`;
    this.items.set(id, {
      id,
      type: "user_message",
      content: [{ type: "input_text", text }],
      attachments,
    });
  }

  /** The last thing the visitor said. */
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

  /** Drop what came after the question, since it will be answered anew. */
  dropAnswer() {
    for (const item of [...this.items.values()].reverse()) {
      if (item.type === "user_message") return;
      this.items.delete(item.id);
    }
  }

  /**
   * Take back a question that the server does not have.
   * @returns {Item | undefined}
   */
  withdraw() {
    const { question } = this;
    if (!question || !isLocal(question)) return undefined;
    this.items.delete(question.id);
    return question;
  }

  /** The server no longer has this thread: the question belongs to no one. */
  detach() {
    this.threadId = "";
    this.title = "";
    this.threadStatus = { type: "active" };
    const { question } = this;
    if (question)
      this.#rename(question, { ...question, id: `${LOCAL}${++this.#asked}` });
  }

  /** @param {Thread} thread as the server keeps it, in place of what was here */
  load(thread) {
    this.#adopt(thread);
    this.items = new Map(thread.items.data.map((item) => [item.id, item]));
  }

  /** @param {StreamEvent} event */
  apply(event) {
    switch (event.type) {
      case "thread.created":
      case "thread.updated":
        this.#adopt(event.thread);
        break;
      case "thread.item.added":
      case "thread.item.replaced":
        this.#put(event.item);
        break;
      case "thread.item.done":
        this.#put(event.item);
        if (endsTurns(event.item)) this.answer = event.item;
        break;
      case "thread.item.updated": {
        const item = this.items.get(event.item_id);
        if (item) change(item, event.update);
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

  /** @param {Thread} thread its items may be left out */
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
      this.#rename(question, item);
    else this.items.set(item.id, item);
  }

  /**
   * Replace an item by another in the same place.
   * @param {Item} before
   * @param {Item} after
   */
  #rename(before, after) {
    const items = [...this.items.values()].map((item) =>
      item === before ? after : item,
    );
    this.items = new Map(items.map((item) => [item.id, item]));
  }
}
