/** True if a key press belongs to a field, a dialog or the browser rather than to a shortcut. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement
  const inField = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable
  return inField || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') !== null
}
