/**
 * A stand-in for OpenAI's element, as far as the page can tell them apart. The page's
 * `behaviour` says what it does; it keeps what it was given in `received`.
 */
const received = {
  options: [],
  secrets: [],
  focused: 0,
  threads: [],
  history: 0,
};
window.received = received;

class FakeChatKit extends HTMLElement {
  #options;
  #frame = document.createElement("iframe");

  setOptions(options) {
    const keys = Object.keys(options.api);
    if (keys.includes("getClientSecret") && keys.length > 1)
      throw new Error("Invalid frame params: ChatKit.create()");
    this.#options = options;
    received.options.push(options);
    this.#draw();
  }

  async focusComposer() {
    received.focused++;
    this.#frame.focus();
  }

  async setThreadId(id) {
    received.threads.push(id);
  }

  async showHistory() {
    received.history++;
    this.tell("history.open");
  }

  async hideHistory() {
    received.history--;
    this.tell("history.close");
  }

  connectedCallback() {
    const style = document.createElement("style"); // inline, as OpenAI's is
    style.textContent = `:host { display: block }
      iframe { display: block; inline-size: 100%; block-size: 100%; border: 0 }`;
    this.attachShadow({ mode: "open" }).append(style, this.#frame);
    this.#draw();
    this.#begin();
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(`chatkit.${name}`, { detail }));
  }

  async #begin() {
    const { behaviour } = window;
    await new Promise((done) => setTimeout(done, 100));
    const { getClientSecret } = this.#options.api;
    if (getClientSecret) {
      received.secrets.push(await getClientSecret(null));
      received.renew = async () =>
        received.secrets.push(await getClientSecret(received.secrets.at(-1)));
    }
    this.tell("ready");
    if (behaviour === "error")
      this.tell("error", { error: new Error("Something inside the frame") });
    if (behaviour === "collapses") this.#frame.style.height = "0";
    if (behaviour === "removed") this.remove();
  }

  #draw() {
    const { theme, startScreen, composer } = this.#options;
    const dark = theme.colorScheme === "dark";
    this.#frame.title = this.#options.frameTitle;
    this.#frame.srcdoc = `<body style="font: 16px system-ui; padding: 1rem;
      background: ${dark ? "#222" : "#fff"}; color: ${dark ? "#eee" : "#111"}">
      <h3>${startScreen.greeting}</h3>
      ${startScreen.prompts.map(({ label }) => `<p>${label}</p>`).join("")}
      <input placeholder="${composer.placeholder}">`;
  }
}

customElements.define("openai-chatkit", FakeChatKit);
