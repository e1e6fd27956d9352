/** Keys belong to a field, a dialog or the browser before they are ours. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement
  const inField = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable
  return inField || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') !== null
}
