// A file goes to the server in pieces, after tus 1.0.0 (usage/uploads): a broken line costs one piece at most.
const MOST = 8 * 1024 * 1024;
const LEAST = 512 * 1024;
const LONGEST_WAIT = 30;
const LOCKED = 423;
const MOST_TRIES = 8;
const TUS = { "Tus-Resumable": "1.0.0" };

class Lost extends Error {} // the line, or the server for a while: it goes on by itself
export class Stopped extends Error {} // it does not; the message is for the person

const coded = (text) => btoa(String.fromCodePoint(...new TextEncoder().encode(text)));

const send = (method, url, { headers = {}, body = null, signal, onProgress }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries({ ...TUS, ...headers })) request.setRequestHeader(name, value);
    if (onProgress) request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => resolve(request);
    request.onerror = request.onabort = () => reject(new Lost());
    signal.addEventListener("abort", () => request.abort(), { once: true });
    if (signal.aborted) reject(new Lost());
    else request.send(body);
  });

const wait = (seconds, signal) =>
  new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000);
    addEventListener("online", resolve, { once: true });
    signal.addEventListener("abort", resolve, { once: true });
  });

// One file on its way to `start`, with what the form's fields say. Where it goes on is kept in this browser.
export class Upload {
  constructor(file, start, fields, token) {
    Object.assign(this, { file, start, token, offset: 0, piece: MOST });
    this.metadata = Object.entries({ ...fields, filename: file.name })
      .map(([name, value]) => `${name} ${coded(value)}`)
      .join(",");
    this.key = `upload ${start} ${file.size} ${file.lastModified} ${this.metadata}`;
  }

  get place() { return localStorage.getItem(this.key); }
  set place(url) { localStorage.setItem(this.key, url); }
  forget() { localStorage.removeItem(this.key); }

  // The URL of the report; null where `signal` ended it. Raises Stopped. `tell(state)`: sending, lost or ending.
  async go(signal, tell, words) {
    this.signal = signal;
    tell("sending", this.offset);
    for (let failed = 0; !signal.aborted; failed += 1) {
      try {
        let report = (await this.find()) ?? null;
        while (report === null) {
          tell(this.offset + this.piece < this.file.size ? "sending" : "ending", this.offset);
          report = await this.next(tell);
          failed = 0;
        }
        this.forget();
        return report;
      } catch (fault) {
        if (signal.aborted) return null;
        if (fault instanceof DOMException) throw new Stopped(words.unreadable);
        if (!(fault instanceof Lost)) throw fault;
        this.piece = LEAST;
        tell("lost", this.offset);
        await wait(Math.min(LONGEST_WAIT, 2 ** failed), signal);
      }
    }
    return null;
  }

  // How much of it is there already; what was never begun, or is gone, begins.
  async find() {
    if (this.place) {
      const answer = this.heard(await send("HEAD", this.place, { signal: this.signal }));
      if (answer.status === 200) return this.learn(answer);
      this.forget();
    }
    const headers = { "X-CSRFToken": this.token, "Upload-Length": this.file.size, "Upload-Metadata": this.metadata };
    const answer = this.heard(await send("POST", this.start, { headers, signal: this.signal }));
    if (answer.status !== 201) throw new Lost();
    this.place = answer.getResponseHeader("Location");
    return this.learn(answer);
  }

  async next(tell) {
    const bytes = await this.file.slice(this.offset, this.offset + this.piece).arrayBuffer();
    const headers = { "X-CSRFToken": this.token, "Upload-Offset": this.offset, "Content-Type": "application/offset+octet-stream" };
    if (crypto.subtle) {
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      headers["Upload-Checksum"] = `sha256 ${btoa(String.fromCharCode(...digest))}`;
    }
    const onProgress = (loaded) => tell(null, this.offset + loaded);
    const answer = this.heard(await send("PATCH", this.place, { headers, body: bytes, signal: this.signal, onProgress }));
    if (answer.status !== 204) throw new Lost();
    this.piece = Math.min(MOST, this.piece * 2);
    return this.learn(answer);
  }

  learn(answer) {
    this.offset = Number(answer.getResponseHeader("Upload-Offset"));
    return answer.getResponseHeader("Upload-Report");
  }

  // Raises Lost for a server in trouble, Stopped for what it refuses: with its sentence where it gives one.
  heard(answer) {
    if (answer.status >= 500 || answer.status === 429) throw new Lost();
    if (answer.getResponseHeader("Tus-Resumable") === null) throw new Stopped("");
    if (answer.status === 404 || answer.status === 410) this.forget();
    if (![403, 413, 422].includes(answer.status)) return answer;
    this.forget();
    throw new Stopped(JSON.parse(answer.responseText).detail);
  }

  // Forgotten first, so that the same file may begin anew at once. The piece that was on its way may still be written.
  async end() {
    const place = this.place, { signal } = new AbortController();
    this.forget();
    for (let tried = 0; place && tried < MOST_TRIES; tried += 1) {
      const answer = await send("DELETE", place, { headers: { "X-CSRFToken": this.token }, signal });
      if (answer.status !== LOCKED) return;
      await wait(2 ** tried / 4, signal);
    }
  }
}
