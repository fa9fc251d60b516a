// The file of a [data-upload] form goes in pieces, and the form shows how far it is. Without scripts it is sent as
// every form is. The words stand in the data- attributes of [data-upload-panel].
import { Stopped, Upload } from "./tus.js";

const WINDOW = 5000; // milliseconds over which the rate is measured

// Numbers as the reader writes them.
const language = document.documentElement.lang;
const amount = (value, unit, options) => new Intl.NumberFormat(language, { style: "unit", unit, ...options }).format(value);
const inBytes = (bytes, per = "") => {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return amount(bytes / 1000 ** step, units[step] + per, { maximumFractionDigits: 1 });
};
const inTime = (seconds) => {
  const [value, unit] = seconds < 90 ? [seconds, "second"] : seconds < 5400 ? [seconds / 60, "minute"] : [seconds / 3600, "hour"];
  return amount(Math.max(1, Math.ceil(value)), unit, { unitDisplay: "long" });
};
const filled = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);

// What the person sees of it.
class Panel {
  constructor(form) {
    this.form = form;
    this.box = form.querySelector("[data-upload-panel]");
    this.words = this.box.dataset;
    for (const act of ["pause", "resume", "cancel"]) {
      this.part(act).addEventListener("click", () => this[act]());
    }
    form.addEventListener("submit", (event) => this.begin(event));
    form.addEventListener("change", () => this.refuse(""));
    addEventListener("pagehide", () => {
      this.aborting?.abort(); // and who comes back by the browser's arrow finds the form
      this.show(false);
    });
  }

  part(name) { return this.form.querySelector(`[data-upload-${name}]`); }

  begin(event) {
    const [file] = this.form.elements.file.files;
    if (!file) return; // the server says what is missing
    event.preventDefault();
    const { csrfmiddlewaretoken: token, file: _file, ...fields } = Object.fromEntries(new FormData(this.form));
    this.upload = new Upload(file, this.form.dataset.upload, fields, token);
    this.part("name").textContent = file.name;
    this.show(true);
    this.resume();
  }

  async resume() {
    this.paused(false);
    this.seen = [];
    this.aborting = new AbortController();
    try {
      const report = await this.upload.go(this.aborting.signal, (state, sent) => this.tell(state, sent), this.words);
      if (report) location.assign(report);
    } catch (fault) {
      this.show(false);
      this.refuse((fault instanceof Stopped && fault.message) || this.words.stopped);
      if (!(fault instanceof Stopped)) throw fault;
    }
  }

  pause() {
    this.aborting.abort();
    this.paused(true);
    this.say("paused");
  }

  async cancel() {
    this.aborting.abort();
    this.show(false);
    this.form.elements.file.focus();
    await this.upload.end().catch(() => {}); // what cannot be told now expires by itself
  }

  paused(is) {
    this.part("pause").hidden = is;
    this.part("resume").hidden = !is;
    (is ? this.part("resume") : this.part("pause")).focus();
  }

  show(is) {
    this.box.hidden = !is;
    this.part("start").hidden = is;
    for (const field of this.form.querySelectorAll(".field :is(input, select, textarea)")) field.disabled = is;
  }

  tell(state, sent) {
    if (state) this.say(state);
    const { size } = this.upload.file;
    const share = size ? sent / size : 1;
    this.part("bar").value = share * 100;
    const percent = new Intl.NumberFormat(language, { style: "percent" }).format(Math.floor(share * 100) / 100);
    this.part("amount").textContent = filled(this.words.amount, { sent: inBytes(sent), size: inBytes(size), percent });
    const now = performance.now();
    this.seen = [...this.seen.filter(([at, before]) => now - at < WINDOW && before <= sent), [now, sent]];
    const [[at, before]] = this.seen;
    const rate = ((sent - before) / (now - at)) * 1000;
    this.part("left").textContent =
      rate > 0 && state !== "lost" ? filled(this.words.left, { rate: inBytes(rate, "-per-second"), time: inTime((size - sent) / rate) }) : "";
  }

  // A live region: written only when it says something else.
  say(state) {
    const line = this.part("state");
    if (line.textContent !== this.words[state]) line.textContent = this.words[state];
  }

  refuse(sentence) {
    const alert = this.part("error");
    alert.hidden = !sentence;
    alert.querySelector("li").textContent = sentence;
    alert.closest(".field").classList.toggle("has-error", Boolean(sentence));
    if (sentence) this.form.elements.file.focus();
  }
}

for (const hint of document.querySelectorAll("[data-needs-script]")) hint.hidden = false;
for (const form of document.querySelectorAll("form[data-upload]")) new Panel(form);
