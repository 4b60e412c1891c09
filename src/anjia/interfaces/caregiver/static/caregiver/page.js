/* The visit's page as it looks once the waiting taps are counted in, before the server has answered. */

const each = (selector, act, within = document) => within.querySelectorAll(selector).forEach(act);
const visit = () => document.getElementById("visit");

export function imagine(act) {
  const page = visit();
  if (!page || page.dataset.visit !== act.visit) return;
  imagined[act.kind]?.(act, page);
  settle();
}

const imagined = {
  set_out: (_act, page) => (page.dataset.state = "on_the_way"),
  check_in: (_act, page) => (page.dataset.state = "at_the_door"),
  complete: (_act, page) => (page.dataset.state = "done"),
  tick: (act) => press(act.step, true),
  untick: (act) => press(act.step, false),
  photo: (act) => showPhoto(act),
  emergency: () => each("[data-help-waiting]", (notice) => (notice.hidden = false)),
  unphoto: (act) => each(`[data-photo="${act.photo}"]`, (figure) => figure.remove()),
};

function press(step, done) {
  each(`[data-step="${step}"] form[data-tick]`, (form) => {
    form.querySelector(".tick").setAttribute("aria-pressed", String(done));
    form.dataset.act = done ? "untick" : "tick";
    form.action = done ? form.dataset.untick : form.dataset.tick;
  });
}

function showPhoto(act) {
  const box = document.querySelector(`[data-photo-box="${act.box}"] .photos`);
  const [, file] = act.fields.find(([name]) => name === "photo") || [];
  const [, tap] = act.fields.find(([name]) => name === "client_id");
  if (!box || !file || box.querySelector(`[data-tap="${tap}"]`)) return;
  const figure = document.createElement("figure");
  figure.className = "photo-kept photo-waiting";
  figure.dataset.tap = tap;
  const image = figure.appendChild(document.createElement("img"));
  image.src = URL.createObjectURL(file);
  image.alt = "";
  image.onload = () => URL.revokeObjectURL(image.src);
  box.append(figure);
}

/* What depends on the state: which action is offered, what can be tapped, what is still missing. */
export function settle() {
  const page = visit();
  if (!page) return;
  const fits = (words) => words.split(" ").includes(page.dataset.state);
  each("[data-when]", (element) => (element.hidden = !fits(element.dataset.when)));
  each("[data-enabled-when]", (control) => (control.disabled = !fits(control.dataset.enabledWhen)));
  each("[data-ticked]", (count) => (count.textContent = document.querySelectorAll('.tick[aria-pressed="true"]').length));
  each("[data-needed]", (mark) => (mark.hidden = mark.closest("[data-photo-box]").querySelector("figure") !== null));
  sayWhatIsMissing();
}

function sayWhatIsMissing() {
  const box = document.getElementById("lacks");
  if (!box) return;
  const missing = [...document.querySelectorAll("[data-step]")].flatMap((step) => lacksOf(step, box.dataset));
  const list = box.querySelector("ul");
  list.replaceChildren(...missing.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  box.querySelector("[data-lacking]").hidden = !missing.length;
  box.querySelector("[data-complete]").hidden = missing.length > 0;
  box.querySelector("[name=reason]").required = missing.length > 0;
}

function lacksOf(step, words) {
  const title = step.querySelector(".tick-title").textContent;
  const found = [...step.querySelectorAll("[data-wanted]")]
    .filter((box) => !box.querySelector("figure"))
    .map((box) => `${title} · ${box.dataset.wanted === "before" ? words.wordBefore : words.wordAfter}`);
  return step.querySelector('.tick[aria-pressed="true"]') ? found : [...found, title];
}

/* A photo taken while the page was replaced under the open camera comes in at the old page: its successor sends it. */
function handOver({ target }) {
  const box = target.closest("[data-photo-box]")?.dataset.photoBox;
  const heir = document.querySelector(`[data-photo-box="${box}"] input[type="file"]`);
  if (!target.files?.length || !heir) return;
  heir.files = target.files;
  heir.dispatchEvent(new Event("change", { bubbles: true }));
}

/* Puts the server's newer page in place of this one, where it can differ. */
export function replace(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  if (fresh.getElementById("visit")?.dataset.visit !== visit()?.dataset.visit) return;
  const focused = document.activeElement?.closest?.("[data-step]")?.dataset.step;
  const shownPhone = document.querySelector('#phone a[href^="tel:"]')?.parentElement;
  for (const id of ["visit", "dock"]) {
    const [old, young] = [document.getElementById(id), fresh.getElementById(id)];
    if (!old || !young) continue;
    old.replaceWith(document.adoptNode(young));
    old.addEventListener("change", handOver);
  }
  if (shownPhone) document.getElementById("phone")?.replaceWith(shownPhone);
  window.htmx?.process(visit());
  if (focused) document.querySelector(`[data-step="${focused}"] .tick`)?.focus({ preventScroll: true });
  settle();
}

/* The parts of a page without a visit that the server's answer renews. */
export function renew(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  each("[data-renewed]", (old) => {
    const young = fresh.getElementById(old.id);
    if (young) old.replaceWith(document.adoptNode(young));
    if (young) window.htmx?.process(young);
  });
}
