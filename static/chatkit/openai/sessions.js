// @ts-check
/** Client secrets for OpenAI's element, from our server. */

/** @typedef {import("../chat/types.js").Configuration} Configuration */

const TIMEOUT = 5000; // milliseconds

export class Sessions {
  #configuration;
  #request;
  #failed;
  #waiting = 0;

  /**
   * @param {Configuration} configuration
   * @param {typeof fetch} request
   * @param {(error: unknown) => void} failed
   */
  constructor(configuration, request, failed) {
    this.#configuration = configuration;
    this.#request = request;
    this.#failed = failed;
  }

  get isWaiting() {
    return this.#waiting > 0;
  }

  /**
   * @param {string | null} current the secret that has expired
   * @returns {Promise<string>}
   */
  async getClientSecret(current) {
    this.#waiting++;
    try {
      return await (current ? this.#refresh(current) : this.#create());
    } catch (error) {
      this.#failed(error);
      throw error;
    } finally {
      this.#waiting--;
    }
  }

  #create() {
    return this.#post(this.#configuration.session_url, {});
  }

  /** @param {string} current */
  async #refresh(current) {
    const body = { current_client_secret: current };
    try {
      return await this.#post(this.#configuration.refresh_url, body);
    } catch (error) {
      // The visitor lost the cookie of this secret, and is a new one to the server.
      if (!(error instanceof SessionError && error.code === "secret_not_yours"))
        throw error;
      return this.#create();
    }
  }

  /**
   * @param {string} url
   * @param {object} body
   * @returns {Promise<string>}
   */
  async #post(url, body) {
    const response = await this.#request(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "same-origin",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok || typeof answer.client_secret !== "string")
      throw new SessionError(url, response, answer.error?.code);
    return answer.client_secret;
  }
}

class SessionError extends Error {
  /**
   * @param {string} url
   * @param {Response} response
   * @param {string} [code]
   */
  constructor(url, { status }, code = "without a code") {
    super(`${url} answered ${status} (${code})`);
    this.code = code;
  }
}
