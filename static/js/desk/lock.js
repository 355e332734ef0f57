// The soft lock: a sign of life every half minute, who else writes here, and room for others on leaving.

const EVERY = 30_000;

export function softLock(form, doors, changed) {
  const bar = form.querySelector("[data-lock]");
  const lock = { held: false, beat };
  const body = (extra) => {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    if (extra) data.set(extra, "1");
    return data;
  };

  async function beat() {
    if (!doors().lock) return;
    let answer;
    try {
      answer = await fetch(doors().lock, { method: "POST", body: body(lock.held && "held"), redirect: "manual" });
      if (!answer.ok) return; // the next save says what is wrong
      answer = await answer.json();
    } catch {
      return; // offline: the lock fades, and is asked for again
    }
    const before = lock.held;
    lock.held = answer.held;
    show(answer);
    if (before !== lock.held) changed(lock.held);
  }

  function show({ held, words, since }) {
    if (!bar) return;
    const place = bar.querySelector("[data-lock-words]");
    if (place.textContent !== words) place.textContent = words;
    bar.hidden = held;
    const taking = document.querySelector("#take_over [name=since]");
    if (taking && since) taking.value = since;
  }

  setInterval(beat, EVERY);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && beat());
  window.addEventListener("pageshow", (event) => event.persisted && beat());
  window.addEventListener("pagehide", () => {
    if (lock.held) navigator.sendBeacon(doors().lock, body("leave"));
    lock.held = false;
  });
  beat();
  return lock;
}
