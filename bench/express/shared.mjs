// What a session costs beyond minting it. Each process by itself counts for itself, and
// keeps nothing; with Redis the limits are exact over all processes, a visitor who
// reloads gets the same secret again, and a refresh could be asked for its proof.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";

import { RedisStore } from "rate-limit-redis";
import { createClient } from "redis";

const KEY = createHmac("sha256", "a secret of the benchmark").digest(); // of all processes
const LEAST_LEFT = 60; // seconds

export const alone = {
  store: () => undefined,
  recall: async () => null,
  retain: async () => {},
  prove: () => "",
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
    recall: async (asked) => {
      const sealed = await redis.get(nameOf(asked));
      return sealed && open(sealed);
    },
    retain: async (asked, session) => {
      const left = session.expires_at - Math.floor(Date.now() / 1000);
      if (left < LEAST_LEFT) return;
      await redis.set(nameOf(asked), seal(session), { EX: left });
    },
    prove: (request, session) => {
      const hash = keyed(`${request.visitor} ${session.client_secret}`).slice(0, 32);
      const others = (request.signedCookies.secret || "").split("~").filter(Boolean);
      return [`${hash}.${session.id}`, ...others].slice(0, 3).join("~");
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

const nameOf = (asked) => `session:${keyed(JSON.stringify(asked))}`;

function seal({ id, client_secret, expires_at }) {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", KEY, nonce);
  const plain = JSON.stringify({ id, client_secret, expires_at });
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64");
}

function open(sealed) {
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", KEY, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  const plain = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  return JSON.parse(plain);
}
