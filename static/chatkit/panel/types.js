// @ts-check
/**
 * What travels between the chat and the server, as far as the chat reads it.
 *
 * @typedef {{ type: string, id?: string, title: string, url?: string,
 *   data?: Record<string, unknown> }} Source
 * @typedef {{ index?: number, source: Source }} Annotation
 * @typedef {{ type: string, text: string, annotations?: Annotation[] }} Part
 * @typedef {{ id: string, type: string, content?: Part[] }} Item
 * @typedef {{ data: Item[], has_more: boolean, after?: string }} Page
 * @typedef {{ id: string, items: Page }} Thread
 *
 * @typedef {{ type: "assistant_message.content_part.added"
 *     | "assistant_message.content_part.done", content_index: number, content: Part }
 *   | { type: "assistant_message.content_part.text_delta", content_index: number,
 *     delta: string }
 *   | { type: "assistant_message.content_part.annotation_added",
 *     content_index: number, annotation_index: number, annotation: Annotation }
 * } Update
 *
 * @typedef {{ type: "thread.created", thread: Thread }
 *   | { type: "thread.item.added" | "thread.item.done" | "thread.item.replaced",
 *     item: Item }
 *   | { type: "thread.item.updated", item_id: string, update: Update }
 *   | { type: "thread.item.removed", item_id: string }
 *   | { type: "stream_options", stream_options: { allow_cancel: boolean } }
 *   | { type: "progress_update", text: string }
 *   | { type: "notice", message: string }
 *   | { type: "error", code: string, message?: string, allow_retry: boolean }
 * } StreamEvent the ones we know; others arrive too and are ignored
 *
 * @typedef {{ mode: "hosted" | "custom", widget: "auto" | "openai" | "builtin",
 *   url: string, token_url: string, session_url: string, refresh_url: string,
 *   beacon_url: string, stylesheet: string, domain_key: string,
 *   theme: "auto" | "light" | "dark", launcher_label: string, greeting: string,
 *   prompts: string[], placeholder: string, disclaimer: string,
 *   uploads: { enabled: boolean, maxSize: number, maxCount: number }
 * }} Configuration what the page says about the chat; uploads in bytes and files
 *
 * @typedef {{ shown(): void, stop(): void }} Assistant who answers in the panel:
 *   told when the panel was opened, and when it is to end
 * @typedef {HTMLElement & { request(input: RequestInfo | URL, init?: RequestInit):
 *   Promise<Response>, reveal(id: string, citation: { focus(): void }): boolean
 * }} Host the element on the page that the chat belongs to
 */
export {};
