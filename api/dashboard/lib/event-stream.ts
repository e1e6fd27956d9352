import { identity } from './api.ts'

/** Reads server-sent events with the identity headers, which EventSource cannot send. Resolves when the stream ends. @throws when it cannot be opened, or is aborted. */
export async function streamEvents(
  path: string,
  on: { open: () => void; event: (name: string, data: string) => void; signal: AbortSignal },
): Promise<void> {
  const response = await fetch(path, { signal: on.signal, headers: { accept: 'text/event-stream', ...identity() } })
  if (!response.ok || !response.body) throw new Error(`server error ${response.status}`)
  on.open()
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const parts = (rest + value).split(/\r?\n\r?\n/)
    rest = parts.pop() ?? ''
    for (const part of parts) {
      const field = (name: string) =>
        part
          .split(/\r?\n/)
          .filter((line) => line.startsWith(`${name}:`))
          .map((line) => line.slice(name.length + 1).trim())
          .join('\n')
      if (field('event')) on.event(field('event'), field('data'))
    }
  }
}
