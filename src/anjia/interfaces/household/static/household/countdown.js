// Counts down to the instant in data-until; the words around it are the page's own. At zero the page is asked again.
(() => {
  "use strict";
  const two = (number) => String(number).padStart(2, "0");
  const show = (element) => {
    const left = Math.max(0, Math.ceil((Date.parse(element.dataset.until) - Date.now()) / 1000));
    element.textContent = `${two(Math.floor(left / 60))}:${two(left % 60)}`;
    if (left === 0) location.reload();
    else setTimeout(show, 500, element);
  };
  document.querySelectorAll("[data-until][data-counts]").forEach(show);
})();
