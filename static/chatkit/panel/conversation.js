// @ts-check
/** One conversation as the events have left it; knows neither network nor page. */

/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").Part} Part */
/** @typedef {import("./types.js").StreamEvent} StreamEvent */
/** @typedef {import("./types.js").Update} Update */

const LOCAL = "local-";

/** @param {Item} item a question that the server has not confirmed */
export const isLocal = (item) => item.id.startsWith(LOCAL);

export class Conversation {
  threadId = "";
  /** @type {Map<string, Item>} in order of arrival */
  items = new Map();
  /** A passing word from the server: progress or a notice. */
  status = "";
  canStop = true;
  /** @type {Item | undefined} the finished answer of this turn */
  answer;
  #asked = 0;

  /** Forget what belonged to the turn before. */
  beginTurn() {
    this.status = "";
    this.canStop = true;
    this.answer = undefined;
  }

  /** @param {string} text */
  ask(text) {
    const id = `${LOCAL}${++this.#asked}`;
    this.items.set(id, {
      id,
      type: "user_message",
      content: [{ type: "input_text", text }],
    });
  }

  /** The last thing the visitor said. */
  get question() {
    return [...this.items.values()]
      .reverse()
      .find((item) => item.type === "user_message");
  }

  /** Drop what came after the question, since it will be answered anew. */
  dropAnswer() {
    for (const item of [...this.items.values()].reverse()) {
      if (item.type === "user_message") return;
      this.items.delete(item.id);
    }
  }

  /** The server no longer has this thread: the question belongs to no one. */
  detach() {
    this.threadId = "";
    const { question } = this;
    if (question)
      this.#rename(question, { ...question, id: `${LOCAL}${++this.#asked}` });
  }

  /** @param {StreamEvent} event */
  apply(event) {
    switch (event.type) {
      case "thread.created":
        this.threadId = event.thread.id;
        break;
      case "thread.item.added":
      case "thread.item.replaced":
        this.#put(event.item);
        break;
      case "thread.item.done":
        this.#put(event.item);
        if (event.item.type === "assistant_message") this.answer = event.item;
        break;
      case "thread.item.updated": {
        const item = this.items.get(event.item_id);
        if (item) change((item.content ??= []), event.update);
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
        this.status = event.message;
    }
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

/**
 * @param {Part[]} content
 * @param {Update} update
 */
function change(content, update) {
  const index = update.content_index ?? 0;
  while (content.length <= index)
    content.push({ type: "output_text", text: "", annotations: [] });
  const part = content[index];
  switch (update.type) {
    case "assistant_message.content_part.added":
      content[index] = update.content;
      break;
    case "assistant_message.content_part.text_delta":
      part.text += update.delta;
      break;
    case "assistant_message.content_part.annotation_added":
      (part.annotations ??= []).splice(
        update.annotation_index,
        0,
        update.annotation,
      );
      break;
    case "assistant_message.content_part.done": {
      // The agents helper says "no annotations" here; the item's own event has them.
      const { annotations } = update.content.annotations?.length
        ? update.content
        : part;
      content[index] = { ...update.content, annotations };
    }
  }
}
