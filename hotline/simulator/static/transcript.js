// How what was heard on a phone is put into words and lines.

export function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

export const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
export const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

export function describe(item) {
  if (item.kind === "ring") return item.incoming ? "The phone rings" : "Ringing tone";
  if (item.kind === "bridge") return "Put through: they talk";
  if (item.kind === "end") return "The call has ended";
  if (item.kind === "silence") return `Silence, ${plural(Math.round(item.seconds ?? 0), "second")}`;
  // A recording of the second half of a sentence begins with the comma or full stop of the first.
  return item.text?.replace(/^[\s.,:;،۔؛]+/, "") || item.key;
}

// Digits that are read out one after the other stand on one line.
export function together(items) {
  const lines = [];
  for (const item of items) {
    const last = lines.at(-1);
    const digit = /^digit_(\d)$/.exec(item.key);
    if (digit && last?.digits && last.language === item.language)
      Object.assign(last, { id: item.id, on: item.on, cut: item.cut, key: `${last.key} ${digit[1]}`,
        text: `${describe(last)} ${describe(item)}` });
    else lines.push({ ...item, digits: Boolean(digit) });
  }
  return lines;
}
