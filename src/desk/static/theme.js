// Before the first paint: whoever has not chosen a light gets the one the device asks for. Without this file: light.
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const follow = () => { document.documentElement.dataset.bsTheme = dark.matches ? "dark" : "light"; };
if ("themeFollows" in document.documentElement.dataset) {
  follow();
  dark.addEventListener("change", follow);
}
