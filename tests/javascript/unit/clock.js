/** Fake time: `node:test` has none that works the same from Node 18 on. */

/** @returns {(milliseconds: number) => void} lets time pass */
export function fakeTime(t) {
  const real = { setTimeout, clearTimeout, setInterval, clearInterval };
  const { now: realNow } = Date;
  const timers = new Map();
  let now = 0;
  let last = 0;
  const schedule = (every) => (callback, delay) => {
    timers.set(++last, { callback, at: now + delay, every: every && delay });
    return last;
  };
  const clear = (id) => timers.delete(id);
  Object.assign(globalThis, {
    setTimeout: schedule(false),
    setInterval: schedule(true),
    clearTimeout: clear,
    clearInterval: clear,
  });
  Date.now = () => now;
  t.after(() => {
    Object.assign(globalThis, real);
    Date.now = realNow;
  });
  return (milliseconds) => {
    for (const end = now + milliseconds; now < end; now++)
      for (const [id, { callback, at, every }] of [...timers]) {
        if (at > now + 1 || !timers.has(id)) continue;
        if (every) timers.get(id).at += every;
        else timers.delete(id);
        callback();
      }
  };
}
