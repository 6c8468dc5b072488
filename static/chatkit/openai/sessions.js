// @ts-check
/** Client secrets from our server, as OpenAI's element asks for them. */

/** @typedef {import("../panel/types.js").Configuration} Configuration */

const PATIENCE = 5000; // milliseconds

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
   * @param {string | null} current the secret that has run out
   * @returns {Promise<string>}
   */
  async secret(current) {
    this.#waiting++;
    try {
      return await (current ? this.#renewed(current) : this.#started());
    } catch (error) {
      this.#failed(error);
      throw error;
    } finally {
      this.#waiting--;
    }
  }

  #started() {
    return this.#post(this.#configuration.session_url, {});
  }

  /** @param {string} current */
  async #renewed(current) {
    const body = { current_client_secret: current };
    try {
      return await this.#post(this.#configuration.refresh_url, body);
    } catch (error) {
      // The cookie that went with it is gone: the visitor is a new one to us.
      if (!(error instanceof Refusal && error.code === "secret_not_yours"))
        throw error;
      return this.#started();
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
      signal: AbortSignal.timeout(PATIENCE),
    });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok || typeof answer.client_secret !== "string")
      throw new Refusal(url, response, answer.error?.code);
    return answer.client_secret;
  }
}

class Refusal extends Error {
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
