/** Who asks, by the header x-groundswell-user. Headers are Latin-1, so a name comes percent-encoded. */
export function whoIs(header: string | string[] | undefined): string {
  const given = Array.isArray(header) ? header[0] : header
  if (!given) return 'someone'
  const name = decoded(given).replace(/\p{C}/gu, '').trim().slice(0, 100)
  return name || 'someone'
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
