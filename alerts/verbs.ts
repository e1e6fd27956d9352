import { createWriteStream, mkdirSync, readdirSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { finished } from 'node:stream/promises'
import type { OpenStore } from '../infra/store/open-store.ts'
import { only, text, UsageError, type Call, type Verb } from '../infra/verb.ts'
import type { Alert } from './alert.ts'
import { findAlert } from './alert-table.ts'
import { bucketWidth, openSeriesDetector, type Detected } from './detect.ts'
import { pOf } from './detector.ts'
import { sentenceOf } from './sentence.ts'

export function alertVerbs({ store }: { store: (call: Call) => Promise<OpenStore> }): Verb[] {
  return [
    {
      name: 'detect',
      usage: 'FILE.csv|DIR [--out FILE|DIR] [--bucket auto|5m|1h|1d|1w]',
      summary:
        'finds spikes in (timestamp,value) rows, one file a series; adds anomaly_score,expected,lower,upper,p,alert; needs no store',
      options: { out: { type: 'string' }, bucket: { type: 'string', default: 'auto' } },
      run: detect,
    },
    {
      name: 'explain',
      usage: 'ALERT',
      summary: 'prints what an alert is about: figures, drivers, quotes',
      run: (call) => withAlert(call, store, explain),
    },
    {
      name: 'replay',
      usage: 'ALERT',
      summary: 'recomputes an alert from its stored facts and says whether the finding is the same',
      run: (call) => withAlert(call, store, replay),
    },
  ]
}

async function detect(call: Call): Promise<void> {
  const input = only(call, 'FILE.csv or DIR')
  const out = text(call, 'out')
  const isDirectory = statSync(input, { throwIfNoEntry: false })?.isDirectory()
  if (isDirectory === undefined) throw new UsageError(`${input} does not exist`)
  const bucket = bucketOf(text(call, 'bucket')!)
  const faults: string[] = []
  if (!isDirectory) faults.push(...(await detectFile(call, { file: input, out, bucket })))
  else {
    if (out === undefined) throw new UsageError('detect DIR wants --out DIR')
    mkdirSync(out, { recursive: true })
    for (const name of readdirSync(input).filter((each) => each.endsWith('.csv'))) {
      faults.push(...(await detectFile(call, { file: join(input, name), out: join(out, basename(name)), bucket })))
    }
  }
  if (faults.length > 0)
    throw new Error(`${faults.slice(0, 20).join('\n')}\n${faults.length} rows could not be read; the others went on`)
}

const units: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

function bucketOf(width: string): number | undefined {
  if (width === 'auto') return undefined
  const [, count, unit] = /^(\d+)([mhdw])$/.exec(width) ?? []
  if (!count || !unit) throw new UsageError(`--bucket: "${width}" is neither auto nor a width like 5m, 1h, 1d, 1w`)
  return Number(count) * units[unit]!
}

interface DetectFile {
  file: string
  out: string | undefined
  bucket: number | undefined
}

/**
 * Row by row and byte for byte: what was read is written again with the new columns behind it, empty where a row cannot be
 * read. Returns those rows' faults.
 */
async function detectFile(call: Call, { file, out, bucket }: DetectFile): Promise<string[]> {
  const [header = '', ...lines] = (await readFile(file, 'utf8')).split(/\r?\n/)
  if (!/^\ufeff?"?timestamp"?,"?value"?/.test(header))
    throw new UsageError(`${file}:1 must be "timestamp,value", not "${header.slice(0, 60)}"`)
  const rows = lines.flatMap((raw, i) => (raw.trim() === '' ? [] : [{ raw, ...rowOf(raw, `${file}:${i + 2}`) }]))
  const times = rows.flatMap((row) => ('at' in row ? [row.at] : []))
  const detected = openSeriesDetector(bucket ?? bucketWidth(times))
  const write = out === undefined ? { line: call.print, end: async () => {} } : fileWriter(out)
  await write.line(`${header},anomaly_score,expected,lower,upper,p,alert`)
  for (const row of rows)
    await write.line(`${row.raw},${'at' in row ? columnsOf(detected(row.at, row.value)) : ',,,,,0'}`)
  await write.end()
  return rows.flatMap((row) => ('fault' in row ? [row.fault] : []))
}

const columnsOf = ({ score, expected, lower, upper, p, alert }: Detected) =>
  [...[score, expected, lower, upper, p].map(plain), alert ? 1 : 0].join(',')

function rowOf(raw: string, where: string): { at: number; value: number } | { fault: string } {
  const [timestamp = '', value = ''] = raw.split(',').map((cell) => cell.trim().replace(/^"|"$/g, ''))
  const at = /^\d+$/.test(timestamp)
    ? Number(timestamp) * (timestamp.length > 11 ? 1 : 1000)
    : Date.parse(withZone(timestamp))
  if (Number.isNaN(at)) return { fault: `${where}: "${timestamp}" is no time` }
  if (value === '' || !Number.isFinite(Number(value))) return { fault: `${where}: "${value}" is no number` }
  return { at, value: Number(value) }
}

/** Zone-less input is UTC. */
const withZone = (time: string) =>
  /[zZ]|[+-]\d\d:?\d\d$/.test(time) || !time.includes(':') ? time : `${time.replace(' ', 'T')}Z`

const plain = (x: number) =>
  String(x === 0 || Math.abs(x) >= 1e-4 ? Math.round(x * 1e6) / 1e6 : Number(x.toPrecision(4)))

function fileWriter(path: string) {
  const stream = createWriteStream(path)
  const failed = finished(stream)
  failed.catch(() => {})
  return {
    line: async (line: string) =>
      void (stream.write(`${line}\n`) || (await new Promise((resolve) => stream.once('drain', resolve)))),
    end: async () => {
      stream.end()
      await failed
    },
  }
}

async function withAlert(
  call: Call,
  store: (call: Call) => Promise<OpenStore>,
  use: (call: Call, alert: Alert) => Promise<number | void>,
) {
  const id = only(call, 'ALERT')
  const opened = await store(call)
  try {
    const alert = await findAlert(opened.store, id)
    if (!alert) throw new Error(`there is no alert ${id}`)
    return await use(call, alert)
  } finally {
    await opened.close()
  }
}

async function explain(call: Call, alert: Alert): Promise<void> {
  if (call.values.json) return call.print(JSON.stringify({ ...alert, facts: undefined, sentence: sentenceOf(alert) }))
  const percent = (share: number) => `${Math.round(share * 100)} %`
  const lines = [
    `${alert.title} · ${alert.severity} · ${alert.status} · ${alert.departments.join(', then ')}`,
    sentenceOf(alert),
    ...alert.drivers.map(
      (d) =>
        `  ${d.dimension} ${d.value}: ${percent(d.share)} of the extra, ${d.now} now, ${d.usual} usual, ${d.lift} times as common`,
    ),
    ...alert.evidence.map(
      (quote) =>
        `  “${quote.text.replace(/\s+/g, ' ')}” ${quote.author} · ${quote.source} · ${new Date(quote.createdAt).toISOString()}`,
    ),
  ]
  for (const line of lines) await call.print(line)
}

async function replay(call: Call, alert: Alert): Promise<number> {
  const { finding } = alert.facts
  const p = pOf(finding)
  const same = Math.abs(p - finding.p) <= 1e-9 * Math.max(p, finding.p) && p <= finding.level
  if (call.values.json)
    await call.print(JSON.stringify({ id: alert.id, same, p, level: finding.level, stored: finding.p }))
  else
    await call.print(
      `${alert.title}: ${same ? 'the same finding' : 'ANOTHER finding'} (p ${p.toExponential(3)}, stored ${finding.p.toExponential(3)}, level ${finding.level.toExponential(3)})`,
    )
  return same ? 0 : 1
}
