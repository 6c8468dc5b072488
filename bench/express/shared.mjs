// What a session costs beyond minting it. Each process by itself counts for itself, and
// keeps nothing; with Redis the limits are exact over all processes, a visitor who
// reloads gets the same secret again, sealed in a cookie as the site's is, and a refresh
// could be asked for its proof.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";

import { RedisStore } from "rate-limit-redis";
import { createClient } from "redis";

const KEY = createHmac("sha256", "a secret of the benchmark").digest(); // of all processes
const LEAST_LEFT = 60; // seconds

export const alone = {
  store: () => undefined,
  recall: () => null,
  keep: () => "",
  headers: {},
};

export async function sharing(url) {
  const redis = await createClient({ url }).connect();
  return {
    store: (name) =>
      new RedisStore({
        prefix: `limit:${name}:`,
        sendCommand: (...words) => redis.sendCommand(words),
      }),
    recall: (request, asked) => {
      const [sealed] = (request.signedCookies.secret || "").split("~");
      const session = sealed ? open(sealed, asked) : null;
      const left = session ? session.expires_at - Date.now() / 1000 : 0;
      return left < LEAST_LEFT ? null : session;
    },
    keep: (request, asked, session) => {
      const hash = keyed(`${request.visitor} ${session.client_secret}`).slice(0, 32);
      const [, ...others] = (request.signedCookies.secret || "").split("~");
      const proofs = [`${hash}.${session.id}`, ...others].slice(0, 3);
      return [seal(session, asked), ...proofs].join("~");
    },
    headers: {
      "Cross-Origin-Opener-Policy": "same-origin",
      "Referrer-Policy": "same-origin",
      "X-Content-Type-Options": "nosniff",
      "X-Frame-Options": "DENY",
    },
  };
}

const keyed = (text) => createHmac("sha256", KEY).update(text).digest("hex");

function seal({ id, client_secret, expires_at }, asked) {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", KEY, nonce);
  cipher.setAAD(Buffer.from(JSON.stringify(asked)));
  const plain = JSON.stringify([id, client_secret, expires_at]);
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
}

function open(sealed, asked) {
  const bytes = Buffer.from(sealed, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", KEY, bytes.subarray(0, 12));
  decipher.setAAD(Buffer.from(JSON.stringify(asked)));
  decipher.setAuthTag(bytes.subarray(12, 28));
  try {
    const plain = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
    const [id, client_secret, expires_at] = JSON.parse(plain);
    return { id, client_secret, expires_at };
  } catch {
    return null;
  }
}
