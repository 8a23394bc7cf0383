/* Runs before the first paint, so that nobody who chose dark sees a white flash. */
{
  let chosen = null;
  try {
    chosen = localStorage.getItem("gleaner-theme");
  } catch {
    // A browser that keeps nothing follows the system.
  }
  if (chosen === "light" || chosen === "dark") {
    document.documentElement.dataset.theme = chosen;
  }
}
