// Sends the token against forged requests with every htmx request. Pages work without this file.
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = document.body.dataset.csrf;
});
