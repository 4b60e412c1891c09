/* What was typed and refused stands in its form again, also on a later page: nobody writes it twice. */

const OURS = ["client_id", "csrfmiddlewaretoken", "said_at"]; // fields of a form that nobody typed
const REFUSED = "anjia-refused";

export const isOurs = (name) => OURS.includes(name);

/* What stands in the form, to be compared. */
export function written(form) {
  return JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value, value.size]));
}

/* A refused act gives back its words: into its form on this page, else into that of a page that is opened later. */
export function giveBack(act, person) {
  const fields = act.fields.filter(([name, value]) => !isOurs(name) && typeof value === "string");
  const refused = { person, url: act.url, kind: act.kind, fields };
  if (fields.length && !putBack(refused)) keep([...kept(), refused]);
}

/* What was refused while another page was open. */
export function giveBackKept(person) {
  keep(kept().filter((refused) => refused.person === person && !putBack(refused)));
}

export const forgetRefused = () => sessionStorage.removeItem(REFUSED);
const kept = () => JSON.parse(sessionStorage.getItem(REFUSED) || "[]");
const keep = (all) => (all.length ? sessionStorage.setItem(REFUSED, JSON.stringify(all)) : forgetRefused());

/* Whether its form is on this page. What somebody has begun to write there since is not written over. */
function putBack({ url, kind, fields }) {
  const forms = [...document.querySelectorAll(`form[data-act="${kind}"]`)].filter((form) => form.action === url);
  const form = forms.find((one) => isUntouched(one) && fields.every((field) => holds(one, field)));
  if (form) fields.forEach((field) => fill(form, field));
  return forms.length > 0;
}

const isUntouched = (form) => [...form.elements].filter((control) => control.name).every(isAsItCame);

function isAsItCame(control) {
  if (control.type === "radio" || control.type === "checkbox") return control.checked === control.defaultChecked;
  if (control.type === "file") return !control.files.length;
  if (control.options) return control.selectedIndex === Math.max([...control.options].findIndex((one) => one.defaultSelected), 0);
  return control.value === control.defaultValue;
}

function holds(form, [name, value]) {
  const control = form.elements[name];
  return Boolean(control) && (control.type !== "hidden" || control.value === value);
}

function fill(form, [name, value]) {
  const controls = form.elements[name] instanceof RadioNodeList ? [...form.elements[name]] : [form.elements[name]];
  for (const control of controls) {
    const chosen = control.type === "radio" || control.type === "checkbox";
    if (chosen) control.checked ||= control.value === value;
    else control.value = value;
    if (!chosen || control.checked) control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
