// Before the first paint, so that a remembered theme does not flash.
try {
  const theme = localStorage.getItem('groundswell.theme')
  if (theme) document.documentElement.dataset.theme = theme
} catch {
  // No storage, no memory.
}
