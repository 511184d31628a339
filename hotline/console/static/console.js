// What makes the pages quicker to work with; each of them does without.

// Escape twice leaves at once.
const leave = document.querySelector("[data-leave]");
let escaped = 0;
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (event.timeStamp - escaped < 1500) leave.requestSubmit();
  escaped = event.timeStamp;
});

// What a text costs, while it is written.
for (const area of document.querySelectorAll("textarea[data-parts]")) {
  const told = document.getElementById(area.getAttribute("aria-describedby"));
  let waiting;
  const ask = async () => {
    const form = new FormData();
    form.set("csrf_token", area.form.elements.csrf_token.value);
    form.set("text", area.value);
    const answer = await fetch(area.dataset.parts, { method: "POST", body: form });
    if (answer.ok) told.textContent = await answer.text();
  };
  area.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 300); });
  if (area.value) ask();
}

// The middle of a page that is open is asked for again; when nothing changed, the answer is empty.
const live = document.querySelector("[data-live]");
if (live) {
  const stale = document.querySelector("[data-stale]");
  let seen = "";
  const look = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(live.dataset.live, { headers: seen ? { "If-None-Match": seen } : {} });
      if (answer.status === 401 || answer.redirected) return location.reload();
      if (answer.status === 200) {
        seen = answer.headers.get("ETag") ?? "";
        const link = live.contains(document.activeElement) && document.activeElement.getAttribute("href");
        live.innerHTML = await answer.text();
        if (link) live.querySelector(`a[href="${CSS.escape(link)}"]`)?.focus();
      }
      stale.hidden = answer.status === 200 || answer.status === 304;
    } catch {
      stale.hidden = false;
    }
  };
  setInterval(look, live.dataset.every * 1000);
  document.addEventListener("visibilitychange", look);
}
