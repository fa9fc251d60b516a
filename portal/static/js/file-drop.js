// A .file-drop takes files dropped on it and says what was chosen, in its <output>.
const size = (bytes, language) => {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const options = { style: "unit", unit: units[step], maximumFractionDigits: 1 };
  return new Intl.NumberFormat(language, options).format(bytes / 1000 ** step);
};

const show = (zone, input) => {
  const output = zone.querySelector("output");
  const [file] = input.files;
  if (output) output.value = file ? `${file.name} · ${size(file.size, document.documentElement.lang)}` : "";
};

const zoneOf = (event) => event.target instanceof Element && event.target.closest(".file-drop");

document.addEventListener("change", (event) => {
  const zone = zoneOf(event);
  if (zone && event.target.type === "file") show(zone, event.target);
});

for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const zone = zoneOf(event);
    if (!zone) return;
    event.preventDefault();
    zone.classList.toggle("is-over", kind === "dragenter" || kind === "dragover");
    const input = zone.querySelector("input[type=file]");
    if (kind !== "drop" || !input || !event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
