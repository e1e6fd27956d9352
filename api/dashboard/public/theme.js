// Runs before the first paint, so that the stored theme does not flash.
try {
  const theme = localStorage.getItem('groundswell.theme')
  if (theme) document.documentElement.dataset.theme = theme
} catch {
  // Storage is not available; the system theme applies.
}
