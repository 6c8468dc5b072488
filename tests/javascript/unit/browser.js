/** As much of a browser as the widget's modules need without rendering. */

class StubNode {
  parent = null;

  get isConnected() {
    return true;
  }
}

export class StubText extends StubNode {
  constructor(text = "") {
    super();
    this.textContent = String(text);
  }

  get outerHTML() {
    return this.textContent.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  }
}

class StubElement extends StubNode {
  childNodes = [];
  attributes = {};

  constructor(name) {
    super();
    this.localName = name;
  }

  setAttribute(name, value) {
    this.attributes[name] = value;
  }

  getAttribute(name) {
    return this.attributes[name] ?? null;
  }

  append(...children) {
    for (const child of children)
      this.childNodes.push(
        child instanceof StubNode ? child : new StubText(child),
      );
  }

  addEventListener() {}

  get textContent() {
    return this.childNodes.map((child) => child.textContent).join("");
  }

  get innerHTML() {
    return this.childNodes.map((child) => child.outerHTML).join("");
  }

  get outerHTML() {
    const attributes = Object.entries(this.attributes)
      .map(([name, value]) => ` ${name}="${value}"`)
      .join("");
    return `<${this.localName}${attributes}>${this.innerHTML}</${this.localName}>`;
  }
}

class StubStorage {
  #values = new Map();

  getItem(key) {
    return this.#values.get(key) ?? null;
  }

  setItem(key, value) {
    this.#values.set(key, String(value));
  }

  removeItem(key) {
    this.#values.delete(key);
  }

  clear() {
    this.#values.clear();
  }
}

// Node has it from version 22 on.
Promise.withResolvers ??= () => {
  const resolvers = {};
  resolvers.promise = new Promise((resolve, reject) =>
    Object.assign(resolvers, { resolve, reject }),
  );
  return resolvers;
};

Object.assign(globalThis, {
  Text: StubText,
  location: new URL("https://resume.example/"),
  localStorage: new StubStorage(),
  sessionStorage: new StubStorage(),
  document: {
    baseURI: "https://resume.example/",
    documentElement: { lang: "en" },
    createElement: (name) => new StubElement(name),
    createTextNode: (text) => new StubText(text),
  },
});

/** @param {StubNode[]} nodes */
export const html = (nodes) => nodes.map((node) => node.outerHTML).join("");
