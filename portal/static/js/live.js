// After htmx put something new on the page: focus what asks for it, say aloud what wants to be heard.
const say = (text) => {
  const live = document.getElementById("live");
  if (live && text && live.textContent !== text) live.textContent = text;
};

document.addEventListener("htmx:afterSettle", (event) => {
  const target = event.detail.elt;
  target.querySelector?.("[data-focus]")?.focus();
  const spoken = target.matches?.("[data-say]") ? target : target.querySelector?.("[data-say]");
  say(spoken?.dataset.say);
});

for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, () => say(document.body.dataset.offline));
}
