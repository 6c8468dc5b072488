// @ts-check
/** Citations: numbers in the text of an answer, and the list of its sources. */
import { strings } from "../i18n/i18n.js";
import { isWebUrl } from "../chat/urls.js";
import { h } from "./dom.js";
import { mark, withoutMarks } from "./markdown.js";

/** @typedef {import("../chat/types.js").Part} Part */
/** @typedef {import("../chat/types.js").Source} Source */

/** @param {Source} source */
const keyOf = (source) => source.id ?? source.url ?? source.title;

/**
 * Number the sources in the order in which the text names them.
 * @param {Part[]} parts
 * @returns {{ text: string, sources: Source[] }} text with a mark for each citation
 */
export function numberCitations(parts) {
  /** @type {Map<string, Source>} */
  const sources = new Map();
  const texts = parts.map(({ text: written, annotations }) => {
    let text = withoutMarks(written);
    /** @type {Map<number, Set<number>>} */
    const marks = new Map();
    for (const annotation of annotations ?? []) {
      if (!annotation?.source) continue;
      const { index = text.length, source } = annotation;
      const id = keyOf(source);
      if (!sources.has(id)) sources.set(id, source);
      const number = [...sources.keys()].indexOf(id) + 1;
      const at = text.slice(0, index).trimEnd().length; // no line begins with a mark
      marks.set(at, (marks.get(at) ?? new Set()).add(number));
    }
    for (const [at, numbers] of [...marks].sort(([a], [b]) => b - a)) {
      const ascending = [...numbers].sort((a, b) => a - b);
      text = text.slice(0, at) + ascending.map(mark).join("") + text.slice(at);
    }
    return text;
  });
  return {
    text: texts.filter(Boolean).join("\n\n"),
    sources: [...sources.values()],
  };
}

/**
 * @param {Source} source
 * @param {number} number
 */
export const citationLink = (source, number) =>
  link(
    source,
    { class: "cite", "aria-label": strings.source(number, source.title) },
    `${number}`,
  );

/** @param {Source[]} sources */
export function sourceList(sources) {
  const items = sources.map((source, at) => {
    const number = h("span", { class: "number" }, `${at + 1}`);
    return h(
      "li",
      {},
      link(
        source,
        { class: "source" },
        number,
        h("span", { dir: "auto" }, source.title),
      ),
    );
  });
  return h(
    "ul",
    { class: "sources", role: "list", "aria-label": strings.sources },
    ...items,
  );
}

/**
 * @param {Source} source
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function link(source, attributes, ...children) {
  const url = source.url ?? source.data?.url ?? `#${source.id}`;
  // What is only told on request stands on no page.
  if (!url) {
    const { title } = source;
    return h("span", { role: "note", title, ...attributes }, ...children);
  }
  const href = isWebUrl(String(url)) ? String(url) : "#";
  const leavesPage = source.type === "url" || source.data?.kind === "answer";
  const newTab = leavesPage && {
    target: "_blank",
    rel: "noopener noreferrer",
  };
  const cited = source.type === "entity" &&
    source.id && { "data-cites": source.id };
  return h(
    "a",
    { href, title: source.title, ...attributes, ...newTab, ...cited },
    ...children,
  );
}
