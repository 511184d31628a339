// Two phones on a page: each shows what the carrier knows of it and sends the keys pressed on it.

import { clock, describe, element, plural, together } from "./transcript.js";
import { Speaker, keyTone, setSound } from "./sound.js";

const base = document.body.dataset.base;
const hotline = document.body.dataset.hotline;
const QUICK = 200;
const CALM = 1200;

async function send(path, body = {}) {
  const answer = await fetch(base + path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return answer.ok ? answer.json() : null;
}

class Station {
  constructor(root) {
    this.root = root;
    this.side = root.dataset.side;
    this.speaker = new Speaker();
    this.typed = "";
    this.call = null;
    this.state = null;
    this.drawn = {};
    for (const name of ["phones", "manner", "clock", "headline", "spoken", "typed", "left", "right", "heard",
      "texts", "body", "parts"]) this[`${name}El`] = root.querySelector(`[data-${name}]`);
    this.listen();
  }

  get number() {
    return this.phonesEl.value;
  }

  listen() {
    this.root.addEventListener("pointerdown", () => activate(this));
    this.root.addEventListener("focusin", () => activate(this));
    // Keys pressed with the mouse take no focus, so that Enter stays the green key.
    this.root.querySelector("[data-handset]").addEventListener("pointerdown", (event) => {
      event.preventDefault();
      document.activeElement?.blur();
    });
    for (const button of this.root.querySelectorAll("[data-key]"))
      button.addEventListener("click", () => this.press(button.dataset.key));
    this.root.querySelector("[data-green]").addEventListener("click", () => this.green());
    this.root.querySelector("[data-red]").addEventListener("click", () => this.red());
    this.root.querySelector("[data-send]").addEventListener("click", () => this.sendText());
    this.phonesEl.addEventListener("change", () => { this.forget(); refresh(); });
    this.mannerEl?.addEventListener("change", () => this.does("manner", { manner: this.mannerEl.value }));
    this.bodyEl.addEventListener("input", () => this.count());
    this.bodyEl.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.sendText();
      }
    });
  }

  forget() {
    this.typed = "";
    this.drawn = { phones: this.drawn.phones };
    this.state = null;
  }

  async does(deed, body = {}) {
    const state = await send(`phones/${encodeURIComponent(this.number)}/${deed}`, body);
    if (state) this.show(state);
    refresh();
  }

  press(key) {
    keyTone(key);
    this.typed = (this.typed + key).slice(-20);
    const button = this.root.querySelector(`[data-key="${CSS.escape(key)}"]`);
    button.classList.add("down");
    setTimeout(() => button.classList.remove("down"), 120);
    if (this.state && this.state.state !== "idle") this.does("press", { keys: key });
    this.drawScreen();
  }

  green() {
    if (this.state?.state === "ringing") this.does("answer");
    else if (this.state?.state === "idle") this.does("dial", { to: this.typed });
    this.typed = "";
  }

  red() {
    this.typed = "";
    if (this.state?.state === "ringing") this.does("reject");
    else if (this.state && this.state.state !== "idle") this.does("hangup");
    this.drawScreen();
  }

  async sendText() {
    const body = this.bodyEl.value;
    if (!body.trim()) return;
    this.bodyEl.value = "";
    this.count();
    await this.does("text", { body });
  }

  async count() {
    const body = this.bodyEl.value;
    const cost = body ? await send("parts", { body }) : { parts: 0, characters: 0 };
    if (!cost || body !== this.bodyEl.value) return;
    const parts = cost.parts ? `, ${plural(cost.parts, "part")}` : "";
    this.partsEl.textContent = plural(cost.characters, "character") + parts;
  }

  fill(phones) {
    const mine = phones.filter((phone) => phone.side === this.side);
    const known = mine.map((phone) => phone.number + phone.owner).join();
    if (this.drawn.phones === known) return;
    this.drawn.phones = known;
    const chosen = this.number;
    this.phonesEl.replaceChildren(...mine.map((phone) => {
      return element("option", phone.owner || phone.number, { value: phone.number });
    }));
    if (mine.some((phone) => phone.number === chosen)) this.phonesEl.value = chosen;
  }

  // One phone of each side is shown: one that rings comes to the front, unless the shown one is in use.
  comesForward(phones) {
    if (this.state && this.state.state !== "idle") return false;
    const ringing = phones.find((phone) => phone.side === this.side && phone.state === "ringing");
    if (!ringing || ringing.number === this.number) return false;
    this.phonesEl.value = ringing.number;
    this.forget();
    return true;
  }

  show(state) {
    if (state.number !== this.number) return;
    if (state.call !== this.call) {
      this.call = state.call;
      this.typed = "";
    }
    for (const item of state.heard) item.incoming = state.heard[0] === item && this.wasCalled(state);
    this.state = state;
    this.root.classList.toggle("ringing", state.state === "ringing");
    this.root.classList.toggle("idle", state.state === "idle");
    this.root.classList.toggle("listening", state.listening);
    if (this.mannerEl && document.activeElement !== this.mannerEl) this.mannerEl.value = state.manner;
    this.speaker.follow(state);
    this.drawScreen();
    this.drawHeard();
    this.drawTexts();
  }

  wasCalled(state) {
    return state.heard[0]?.kind === "ring";
  }

  drawScreen() {
    const state = this.state;
    if (!state) return;
    const moment = new Date();
    this.clockEl.textContent = moment.toTimeString().slice(0, 5);
    const item = state.heard.findLast((one) => one.on);
    this.headlineEl.textContent = {
      idle: state.owner || state.number,
      calling: "Calling…",
      ringing: `${state.other || "Unknown number"} calling`,
      "in call": `${state.talking ? "Talking" : state.other || "Unknown number"}  ${clock(state.seconds)}`,
    }[state.state];
    const speaks = item && item.kind !== "bridge" && state.state !== "ringing";
    const shown = state.shows === null ? state.number : `${state.number}\nshown as: ${state.shows || "nothing"}`;
    this.spokenEl.textContent = speaks ? describe(item) : state.state === "idle" ? shown : "";
    this.spokenEl.lang = speaks ? item.language || "en" : "";
    this.typedEl.textContent = this.typed;
    const unread = state.texts.filter((text) => text.way === "in").length;
    this.leftEl.textContent = { idle: "Call", ringing: "Answer" }[state.state] ?? "";
    this.rightEl.textContent = state.state === "idle"
      ? (unread ? plural(unread, "message") : "")
      : state.state === "ringing" ? "Refuse" : "End";
  }

  drawHeard() {
    const items = together(this.state.heard);
    const picture = items.map((item) => `${item.id}${item.on}${item.cut}${item.key}`).join();
    if (this.drawn.heard === picture) return;
    // Whoever scrolled up to read is left in peace.
    const { scrollHeight, scrollTop, clientHeight } = this.heardEl;
    const atEnd = this.drawn.heard === undefined || scrollHeight - scrollTop - clientHeight < 60;
    this.drawn.heard = picture;
    if (!items.length) {
      this.heardEl.replaceChildren(element("li", "Nothing yet.", { class: "empty" }));
      return;
    }
    this.heardEl.replaceChildren(...items.map((item) => {
      const speech = item.kind === "play" || item.kind === "say";
      const line = element("li", "", { class: [speech ? "" : "note", item.on ? "on" : "", item.cut ? "cut" : ""].join(" ") });
      const words = element("p", describe(item) + (speech && item.cut ? " …" : ""), { dir: "auto" });
      if (item.language) words.lang = item.language;
      line.append(element("time", clock(item.after)));
      if (item.kind === "play") line.append(element("code", item.key ? `${item.language}/${item.key}` : item.url));
      if (item.kind === "say") line.append(element("code", "read by the carrier's machine"));
      line.append(words);
      return line;
    }));
    if (atEnd) this.heardEl.scrollTop = this.heardEl.scrollHeight;
  }

  drawTexts() {
    const texts = this.state.texts;
    const picture = texts.map((text) => text.id).join();
    if (this.drawn.texts === picture) return;
    this.drawn.texts = picture;
    if (!texts.length) {
      this.textsEl.replaceChildren(element("li", "No messages.", { class: "empty" }));
      return;
    }
    this.textsEl.replaceChildren(...texts.map((text) => {
      const line = element("li", "", { class: text.way });
      const time = new Date(text.at * 1000).toTimeString().slice(0, 5);
      line.append(element("p", text.body, { dir: "auto" }), element("small", `${time}, ${plural(text.parts, "part")}`));
      return line;
    }));
    this.textsEl.scrollTop = this.textsEl.scrollHeight;
  }
}

const stations = [...document.querySelectorAll(".station")].map((root) => new Station(root));
let active = stations[0];
let timer = null;
let asked = 0;

function activate(station) {
  active = station;
  for (const one of stations) one.root.classList.toggle("active", one === station);
}

async function refresh() {
  clearTimeout(timer);
  const turn = ++asked;
  let soon = false;
  const query = new URLSearchParams(stations.map((one) => [one.side, one.number]));
  try {
    const state = await (await fetch(`${base}state?${query}`)).json();
    if (turn !== asked) return;
    for (const station of stations) {
      const unknown = !station.number;
      station.fill(state.phones);
      soon ||= (unknown && Boolean(station.number)) || station.comesForward(state.phones);
      if (state[station.side]) station.show(state[station.side]);
    }
    document.querySelector("[data-problems]").textContent =
      state.problems.map((problem) => `${problem.code}: ${problem.message}`).join("\n");
  } catch {
    document.querySelector("[data-problems]").textContent = "The server does not answer.";
  }
  const busy = stations.some((one) => one.state && one.state.state !== "idle");
  timer = setTimeout(refresh, soon ? 0 : busy ? QUICK : CALM);
}

document.addEventListener("keydown", (event) => {
  if (event.target.closest("textarea, select, input") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^[0-9*#]$/.test(event.key)) active.press(event.key);
  else if (event.key === "Enter" && !event.target.closest("button")) active.green();
  else if (event.key === "Escape") active.red();
  else return;
  event.preventDefault();
});

const sound = document.querySelector("[data-sound]");
sound.addEventListener("click", () => {
  const loud = sound.getAttribute("aria-pressed") !== "true";
  sound.setAttribute("aria-pressed", String(loud));
  sound.textContent = loud ? "Sound on" : "Sound off";
  setSound(loud);
});
document.querySelector("[data-skip]").addEventListener("click", async () => {
  await send("skip");
  refresh();
});
document.title = `Hotline simulator, ${hotline}`;
activate(active);
refresh();
