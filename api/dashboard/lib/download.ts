/** Saves a file under a name. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // After a minute the browser has started the download, so the URL is no longer needed.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** A title as a file name: letters, digits and hyphens. */
export const fileName = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80) || 'trends'
