/* What was typed and refused stands in its form again, also on a later page: nobody writes it twice. */

const OURS = ["client_id", "csrfmiddlewaretoken", "said_at"]; // fields of a form that the page makes itself
const NOT_TYPED = [...OURS, "latitude", "longitude"]; // where she stood is sent, and not kept beside the words
export const NOBODY = "-"; // the person of a page that the phone keeps for everybody
const REFUSED = "anjia-refused";

export const isOurs = (name) => OURS.includes(name);

/* What stands in the form, to be compared. */
export function written(form) {
  return JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value, value.size]));
}

/* A refused act gives back its words and photos: into its form on this page, else the words, which are all that a session
   keeps, into that of a page that is opened later. */
export function giveBack(act, person) {
  const refused = { person, id: act.id, url: act.url, kind: act.kind, fields: typedOf(act.fields) };
  const photos = act.fields.filter(([, value]) => typeof value !== "string");
  if (refused.fields.length && !putBack(refused, photos)) keep([...kept(), refused]);
}

/* What was refused while another page was open. A page of nobody's, as that without a network, keeps it for its person. */
export function giveBackKept(person) {
  if (person === NOBODY) return;
  keep(kept().filter((refused) => refused.person === person && !putBack(refused)));
}

export const forgetRefused = () => sessionStorage.removeItem(REFUSED);
const kept = () => JSON.parse(sessionStorage.getItem(REFUSED) || "[]");
const keep = (all) => (all.length ? sessionStorage.setItem(REFUSED, JSON.stringify(all)) : forgetRefused());
const typedOf = (fields) => fields.filter(([name, value]) => !NOT_TYPED.includes(name) && typeof value === "string");

/* Whether it stands in a form of this page. What somebody has begun to write there since is not written over. */
function putBack({ id, url, kind, fields }, photos = []) {
  const forms = [...document.querySelectorAll(`form[data-act="${kind}"]`)].filter((form) => form.action === url);
  if (forms.some((form) => form.dataset.sent === id || stands(form, fields))) return true;
  const form = forms.find((one) => isUntouched(one) && fields.every((field) => holds(one, field)));
  if (form) fields.forEach((field) => fill(form, field));
  if (form && photos.length) fillPhotos(form, photos);
  return Boolean(form);
}

const stands = (form, fields) => JSON.stringify(typedOf([...new FormData(form)])) === JSON.stringify(fields);
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

/* What sends a photo as soon as it is taken is left alone: it would be refused for ever. */
function fillPhotos(form, photos) {
  for (const control of form.querySelectorAll("input[type=file]:not([data-submits])")) {
    const back = new DataTransfer();
    for (const [name, photo, called] of photos) {
      if (name === control.name) back.items.add(new File([photo], called, { type: photo.type }));
    }
    control.files = back.files;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
