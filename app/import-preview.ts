import { mentionId } from '../ingest/redact/mention-id.ts'
import type { Call } from '../infra/verb.ts'
import type { MentionRow } from '../ingest/read/read-mentions.ts'
import { openRemarks } from '../ingest/read/remarks.ts'
import { redact } from '../ingest/redact/redact-text.ts'
import { importInput, rowsOf, sourceOf, summaryOf, type ImportInput } from './import-input.ts'

const shownRows = 20
const shownText = 80

/** `import --dry-run`: prints the first rows of each file as they would be stored, and what was assumed. Writes nothing. */
export async function previewImport(call: Call): Promise<void> {
  const input = importInput(call)
  for (const file of input.files) await previewFile(call, file, input)
}

async function previewFile(call: Call, file: string, input: ImportInput): Promise<void> {
  const remarks = openRemarks()
  const { source } = sourceOf(call, file)
  const rejected = { count: 0, first: '' }
  const seen = new Set<string>()
  let read = 0
  for await (const row of rowsOf(file, input, remarks)) {
    call.signal.throwIfAborted()
    if (read++ < shownRows) await call.print(call.values.json ? JSON.stringify(toJson(row, source)) : lineOf(row))
    if ('fault' in row) {
      if (rejected.count++ === 0) rejected.first = `line ${row.line} ${row.fault}`
    } else if (seen.has(row.mention.nativeId)) remarks.count('an id of an earlier row of the file, merged')
    else seen.add(row.mention.nativeId)
  }
  const say = async (line: string) => (call.values.json ? call.note(line) : call.print(line))
  for (const line of summaryOf(file, remarks, rejected)) await say(line)
  await say(`${read} read, ${seen.size} would be accepted, ${rejected.count} rejected; nothing was written`)
}

function toJson(row: MentionRow, source: string): object {
  if ('fault' in row) return { line: row.line, rejected: row.fault }
  const { nativeId, createdAt, text, title, author, ...rest } = row.mention
  return {
    line: row.line,
    id: mentionId(source, nativeId),
    createdAt: new Date(createdAt).toISOString(),
    ...(author && { author: redact(author.id) }),
    ...(title !== undefined && { title: redact(title) }),
    text: redact(text),
    ...rest,
  }
}

/** `line 2  2026-11-05 09:10:00Z  r1  mo  "Kettle leaks from the base"` */
function lineOf(row: MentionRow): string {
  if ('fault' in row) return `line ${row.line}  rejected: ${row.fault}`
  const { nativeId, createdAt, text, author, rating, fields } = row.mention
  const time = new Date(createdAt).toISOString().replace('T', ' ').replace('.000Z', 'Z')
  const facts = [
    ...(rating === undefined ? [] : [`rating=${rating}`]),
    ...Object.entries(fields ?? {}).map(([field, value]) => `${field}=${value}`),
  ]
  const shown = redact(text).replace(/\s+/g, ' ').slice(0, shownText)
  return [
    `line ${row.line}`,
    time,
    nativeId,
    author ? redact(author.id) : 'no author',
    JSON.stringify(shown),
    ...facts,
  ].join('  ')
}
