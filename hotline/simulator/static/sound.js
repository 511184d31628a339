// The sounds a phone makes by itself (keys, bell, ringing tone) and the recordings it plays.

const PAIRS = {
  1: [697, 1209], 2: [697, 1336], 3: [697, 1477], 4: [770, 1209], 5: [770, 1336], 6: [770, 1477],
  7: [852, 1209], 8: [852, 1336], 9: [852, 1477], "*": [941, 1209], 0: [941, 1336], "#": [941, 1477],
};

let context = null;
let on = true;

function ready() {
  if (!on) return null;
  try {
    context ??= new AudioContext();
  } catch {
    return null;
  }
  if (context.state === "suspended") context.resume();
  return context;
}

function tone(frequencies, seconds, volume, delay = 0) {
  const audio = ready();
  if (!audio) return;
  const start = audio.currentTime + delay;
  const gain = audio.createGain();
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(volume, start + 0.01);
  gain.gain.setValueAtTime(volume, start + seconds - 0.02);
  gain.gain.linearRampToValueAtTime(0, start + seconds);
  gain.connect(audio.destination);
  for (const frequency of frequencies) {
    const oscillator = audio.createOscillator();
    oscillator.frequency.value = frequency;
    oscillator.connect(gain);
    oscillator.start(start);
    oscillator.stop(start + seconds);
  }
}

export function keyTone(key) {
  tone(PAIRS[key], 0.14, 0.06);
}

export function setSound(value) {
  on = value;
}

function bell() {
  [988, 1319, 1175, 1568, 988, 1319].forEach((note, index) => tone([note], 0.13, 0.07, index * 0.15));
}

function ringingTone() {
  tone([425], 1, 0.03);
}

const TAIL = 1; // seconds that a recording may go on after the carrier thinks it is over

// What one phone lets out of its loudspeaker: a bell, a ringing tone, or the recording that is on.
export class Speaker {
  constructor() {
    this.audio = new Audio();
    this.audio.preload = "auto";
    this.audio.addEventListener("ended", () => this.goOn());
    this.plays = [];
    this.playing = null;
    this.repeat = null;
    this.repeating = null;
  }

  follow(phone) {
    this.plays = phone.heard.filter((item) => item.kind === "play");
    const mine = this.plays.find((item) => item.id === this.playing);
    // The page learns of a sound a moment late: what was not cut short is heard to its end, and the next follows it.
    const left = this.audio.ended ? 0 : this.audio.duration - this.audio.currentTime;
    const over = !mine || mine.cut || !(mine.on || left < TAIL);
    if (!on || phone.state === "idle") this.stop();
    else if (over) this.start(this.plays.find((item) => item.on));
    else if (this.audio.ended) this.goOn();
    const rings = phone.heard.some((item) => item.on && item.kind === "ring");
    if (phone.state === "ringing") this.repeatedly("bell", bell, 2200);
    else if (rings) this.repeatedly("tone", ringingTone, 5000);
    else this.repeatedly(null);
  }

  goOn() {
    const place = this.plays.findIndex((item) => item.id === this.playing);
    if (place >= 0 && this.plays[place + 1]) this.start(this.plays[place + 1], 0);
  }

  start(item, from = item?.elapsed) {
    if (!item) {
      this.stop();
      return;
    }
    this.playing = item.id;
    const address = new URL(item.url, location.href);
    this.audio.src = address.pathname + address.search;
    if (from > 0.6) this.audio.currentTime = from;
    this.audio.play().catch(() => {});
  }

  stop() {
    if (this.playing) this.audio.pause();
    this.playing = null;
  }

  repeatedly(name, sound, every) {
    if (this.repeating === name) return;
    clearInterval(this.repeat);
    this.repeating = name;
    if (!name) return;
    sound();
    this.repeat = setInterval(sound, every);
  }
}
