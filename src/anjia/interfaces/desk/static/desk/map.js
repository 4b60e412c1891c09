/* The board's map: closer, wider and along, by button, wheel and pointer. Marks keep their size. */
(() => {
  "use strict";

  const frame = document.querySelector("[data-map]");
  if (!frame) return;
  const drawing = frame.querySelector("svg");
  const whole = { x: 0, y: 0, w: Number(frame.dataset.width), h: Number(frame.dataset.height) };
  let seen = { ...whole };

  function show() {
    drawing.setAttribute("viewBox", `${seen.x} ${seen.y} ${seen.w} ${seen.h}`);
    const scale = seen.w / whole.w;
    drawing.querySelectorAll(".map-stop").forEach((mark) => {
      mark.setAttribute("transform", `translate(${mark.dataset.x} ${mark.dataset.y}) scale(${scale})`);
    });
    drawing.querySelectorAll(".map-district").forEach((name) => name.style.setProperty("font-size", `${20 * scale}px`));
  }

  function zoom(by, x = seen.x + seen.w / 2, y = seen.y + seen.h / 2) {
    const w = Math.min(Math.max(seen.w * by, whole.w / 20), whole.w);
    const share = w / seen.w;
    seen = { x: x - (x - seen.x) * share, y: y - (y - seen.y) * share, w, h: seen.h * share };
    show();
  }

  function along(x, y) {
    seen.x += x * seen.w;
    seen.y += y * seen.h;
    show();
  }

  const acts = {
    in: () => zoom(0.7),
    out: () => zoom(1 / 0.7),
    all: () => ((seen = { ...whole }), show()),
    west: () => along(-0.2, 0),
    east: () => along(0.2, 0),
    north: () => along(0, -0.2),
    south: () => along(0, 0.2),
  };
  frame.addEventListener("click", (event) => acts[event.target.closest("[data-map]")?.dataset.map]?.());

  function pointOf(event) {
    const box = drawing.getBoundingClientRect();
    const scale = Math.max(seen.w / box.width, seen.h / box.height);
    return [seen.x + seen.w / 2 + (event.clientX - box.left - box.width / 2) * scale, seen.y + seen.h / 2 + (event.clientY - box.top - box.height / 2) * scale, scale];
  }

  drawing.addEventListener("wheel", (event) => {
    event.preventDefault();
    const [x, y] = pointOf(event);
    zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, x, y);
  }, { passive: false });

  let held = null;
  drawing.addEventListener("pointerdown", (event) => {
    held = [event.clientX, event.clientY];
    drawing.setPointerCapture(event.pointerId);
  });
  drawing.addEventListener("pointermove", (event) => {
    if (!held) return;
    const scale = pointOf(event)[2];
    seen.x -= (event.clientX - held[0]) * scale;
    seen.y -= (event.clientY - held[1]) * scale;
    held = [event.clientX, event.clientY];
    show();
  });
  drawing.addEventListener("pointerup", () => (held = null));
  drawing.addEventListener("pointercancel", () => (held = null));
})();
