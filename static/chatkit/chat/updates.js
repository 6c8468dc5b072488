// @ts-check
/** Applies an update to an item that is being written. */

/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").Part} Part */
/** @typedef {import("./types.js").Update} Update */
/** @typedef {import("./types.js").WidgetNode} WidgetNode */

const MAX_PARTS = 1000;

/**
 * Unknown types of updates change nothing.
 * @param {Item} item
 * @param {Update} update
 */
export function applyUpdate(item, update) {
  switch (update.type) {
    case "assistant_message.content_part.added":
      partOf(item, update);
      /** @type {Part[]} */ (item.content)[update.content_index] =
        update.content;
      break;
    case "assistant_message.content_part.text_delta":
      partOf(item, update).text += update.delta;
      break;
    case "assistant_message.content_part.annotation_added":
      (partOf(item, update).annotations ??= []).splice(
        update.annotation_index,
        0,
        update.annotation,
      );
      break;
    case "assistant_message.content_part.done": {
      // The SDK's agents helper leaves the annotations out of this event.
      const { annotations } = update.content.annotations?.length
        ? update.content
        : partOf(item, update);
      /** @type {Part[]} */ (item.content)[update.content_index] = {
        ...update.content,
        annotations,
      };
      break;
    }
    case "workflow.task.added":
      item.workflow?.tasks.splice(update.task_index, 0, update.task);
      break;
    case "workflow.task.updated":
      item.workflow?.tasks.splice(update.task_index, 1, update.task);
      break;
    case "widget.root.updated":
      item.widget = update.widget;
      break;
    case "widget.component.updated": {
      const component = findNode(item.widget, update.component_id);
      if (component) replaceNode(component, update.component);
      break;
    }
    case "widget.streaming_text.value_delta": {
      const component = findNode(item.widget, update.component_id);
      if (component) component.value = (component.value ?? "") + update.delta;
      break;
    }
    case "generated_image.updated":
      item.image = update.image;
  }
}

/**
 * The content part of an update; missing parts before it are added.
 * @param {Item} item
 * @param {{ content_index: number }} update
 */
function partOf(item, { content_index: index }) {
  if (!(index >= 0 && index < MAX_PARTS)) throw new RangeError(`part ${index}`);
  const content = (item.content ??= []);
  while (content.length <= index)
    content.push({ type: "output_text", text: "", annotations: [] });
  return content[index];
}

/**
 * @param {WidgetNode | undefined} node
 * @param {string} id
 * @returns {WidgetNode | undefined}
 */
function findNode(node, id) {
  if (!node || node.id === id) return node;
  for (const child of [node.children ?? []].flat()) {
    const found = findNode(child, id);
    if (found) return found;
  }
  return undefined;
}

/**
 * @param {WidgetNode} node changed in place
 * @param {WidgetNode} other
 */
function replaceNode(node, other) {
  for (const name of Object.keys(node)) delete node[name];
  for (const [name, value] of Object.entries(other))
    if (name !== "__proto__") node[name] = value;
}
