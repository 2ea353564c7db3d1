
"use strict";
// Both pages: language and light. What a reader chose is kept where the browser allows it for files.
const root = document.documentElement;
const byId = (id) => document.getElementById(id);
const kept = {
  get(name) { try { return localStorage.getItem("vanban-" + name); } catch { return null; } },
  set(name, value) { try { localStorage.setItem("vanban-" + name, value); } catch { /* not kept */ } },
};

function setLanguage(language) {
  root.dataset.lang = language;
  root.lang = language;
  byId("lang").textContent = language === "vi" ? "EN" : "VI";
  kept.set("lang", language);
  root.dispatchEvent(new Event("language"));
}
function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}
function setTheme(theme) {
  root.dataset.theme = theme;
  kept.set("theme", theme);
  root.dispatchEvent(new Event("theme"));
}
const toggleTheme = () => setTheme(isDark() ? "light" : "dark");
const inVietnamese = () => root.dataset.lang !== "en";

if (kept.get("lang") === "en") setLanguage("en");
if (["light", "dark"].includes(kept.get("theme"))) setTheme(kept.get("theme"));
byId("lang").addEventListener("click", () => setLanguage(inVietnamese() ? "en" : "vi"));
byId("theme").addEventListener("click", toggleTheme);
byId("help").addEventListener("click", () => byId("keys").showModal());

// A key of ours: without Ctrl and the like, and not where somebody types.
const isOurs = (event) =>
  !event.ctrlKey && !event.altKey && !event.metaKey && !event.defaultPrevented && !byId("keys").open &&
  !event.target.closest("input, textarea, select");
