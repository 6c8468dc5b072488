// @ts-check
/** What the assistant did on its way to an answer: folded, for those who want to know. */
import { sourceList } from "../citations.js";
import { h } from "../dom.js";
import { markdown } from "../markdown.js";

/** @typedef {import("../types.js").Task} Task */
/** @typedef {import("../types.js").Workflow} Workflow */

const KINDS = {
  web_search: "Searched the web",
  file: "Read files",
  image: "Made an image",
  thought: "Thought",
  custom: "Worked",
};

/** @type {import("./drawing.js").Draw} */
export function workflow({ workflow }, { underWay }) {
  if (!workflow?.tasks.length) return [];
  const tasks = workflow.tasks.map((task) =>
    h("li", { class: task.status_indicator ?? "none" }, ...taskNodes(task)),
  );
  return [
    h(
      "details",
      { class: "workflow", open: Boolean(workflow.expanded) },
      h("summary", {}, headline(workflow, underWay)),
      h("ol", { role: "list" }, ...tasks),
    ),
  ];
}

/** @type {import("./drawing.js").Draw} */
export const taskItem = ({ task }) =>
  task ? [h("div", { class: "task" }, ...taskNodes(task))] : [];

/**
 * @param {Workflow} workflow
 * @param {boolean} underWay
 */
function headline({ summary, tasks, type }, underWay) {
  if (summary?.title) return summary.title;
  if (summary?.duration !== undefined)
    return `Thought for ${summary.duration} s`;
  if (underWay) return tasks.at(-1)?.title ?? "Thinking…";
  return type === "reasoning" ? "Thought" : "Worked";
}

/** @param {Task} task */
function taskNodes({ type, title, title_query, content, queries, sources }) {
  const kind = KINDS[/** @type {keyof typeof KINDS} */ (type)] ?? KINDS.custom;
  const heading = title ?? title_query ?? (content ? "" : kind);
  const nodes = heading ? [h("p", { class: "heading" }, heading)] : [];
  const searched = queries?.length
    ? [h("p", {}, queries.map((query) => `“${query}”`).join(", "))]
    : [];
  const text = markdown(content ?? "", () => document.createTextNode(""));
  const prose = text.length ? [h("div", { class: "prose" }, ...text)] : [];
  const listed = (sources ?? []).map((source) => ({
    ...source,
    title: source.title || source.filename || source.url || "",
  }));
  return [
    ...nodes,
    ...searched,
    ...prose,
    ...(listed.length ? [sourceList(listed)] : []),
  ];
}
