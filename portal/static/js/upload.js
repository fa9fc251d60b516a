// While htmx sends the file of a [data-upload] form, shows how far it is. Without scripts the form works as it is.
const percent = (share) =>
  new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(share);

const progressOf = (event) => {
  const form = event.target instanceof Element && event.target.closest("[data-upload]");
  return form ? form.querySelector("[data-upload-progress]") : null;
};

const show = (box, share) => {
  box.hidden = false;
  box.querySelector("progress").value = Math.round(share * 100);
  box.querySelector("[data-upload-text]").textContent = percent(share);
};

const showHints = () => {
  for (const hint of document.querySelectorAll("[data-needs-script]")) hint.hidden = false;
};
showHints();
document.addEventListener("htmx:afterSettle", showHints);

document.addEventListener("htmx:beforeRequest", (event) => {
  const box = progressOf(event);
  if (box) show(box, 0);
});

document.addEventListener("htmx:xhr:progress", (event) => {
  const box = progressOf(event);
  if (box && event.detail.lengthComputable) show(box, event.detail.loaded / event.detail.total);
});

for (const end of ["htmx:responseError", "htmx:sendError", "htmx:afterRequest"]) {
  document.addEventListener(end, (event) => {
    const box = progressOf(event);
    if (box && !event.detail.successful) box.hidden = true;
  });
}
