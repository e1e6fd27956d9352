import { createWriteStream, mkdirSync, readdirSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { finished } from 'node:stream/promises'
import { only, text, UsageError, type Call, type Verb } from '../../infra/verb.ts'
import { bucketWidth, detectThreshold, openSeriesDetector, rowsForWidth, type Detected } from './detect.ts'
import { rowOf } from './detect-row.ts'

export const detectVerb: Verb = {
  name: 'detect',
  usage: 'FILE.csv|DIR [--out FILE|DIR] [--bucket auto|5m|1h|1d|1w] [--budget N]',
  summary:
    'finds spikes in (timestamp,value) rows, one file per series; adds anomaly_score,expected,lower,upper,p,alert; --budget: false alarms a week over all files; needs no store',
  options: { out: { type: 'string' }, bucket: { type: 'string', default: 'auto' }, budget: { type: 'string' } },
  run: detect,
}

async function detect(call: Call): Promise<void> {
  const input = only(call, 'FILE.csv or DIR')
  const out = text(call, 'out')
  const isDirectory = statSync(input, { throwIfNoEntry: false })?.isDirectory()
  if (isDirectory === undefined) throw new UsageError(`${input} does not exist`)
  if (isDirectory && out === undefined) throw new UsageError('detect DIR needs --out DIR')
  const files = isDirectory ? readdirSync(input).filter((name) => name.endsWith('.csv')) : [input]
  const perWeek = budgetOf(text(call, 'budget'))
  const settings = {
    bucket: bucketOf(text(call, 'bucket')!),
    budget: perWeek === undefined ? undefined : { perWeek, series: files.length },
  }
  if (isDirectory) mkdirSync(out!, { recursive: true })
  const faults: string[] = []
  for (const name of files) {
    const place = isDirectory ? { file: join(input, name), out: join(out!, basename(name)) } : { file: name, out }
    faults.push(...(await detectFile(call, { ...place, ...settings })))
  }
  if (faults.length > 0)
    throw new Error(
      `${faults.slice(0, 20).join('\n')}\n${faults.length} rows could not be read; the others were processed`,
    )
}

const units: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

function bucketOf(width: string): number | undefined {
  if (width === 'auto') return undefined
  const [, count, unit] = /^(\d+)([mhdw])$/.exec(width) ?? []
  const ms = Number(count) * units[unit ?? 'm']!
  if (!count || ms < units.m! || ms > units.w!)
    throw new UsageError(`--bucket: "${width}" must be auto or a width from 1m to 1w, such as 5m, 1h, 1d`)
  return ms
}

function budgetOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined
  const perWeek = Number(given)
  if (!(perWeek > 0)) throw new UsageError(`--budget: "${given}" must be a number of false alarms a week above 0`)
  return perWeek
}

interface DetectFile {
  file: string
  out: string | undefined
  bucket: number | undefined
  budget: { perWeek: number; series: number } | undefined
}

/** Appends the new columns to every row, which is otherwise unchanged. Unreadable rows get empty columns. Returns their faults. */
async function detectFile(call: Call, { file, out, bucket, budget }: DetectFile): Promise<string[]> {
  const [header = '', ...lines] = (await readFile(file, 'utf8')).split(/\r?\n/)
  if (!/^\ufeff?"?timestamp"?,"?value"?/.test(header))
    throw new UsageError(`${file}:1 must be "timestamp,value", not "${header.slice(0, 60)}"`)
  const bucketMs = bucket ?? bucketWidth(firstTimes(lines))
  const detected = openSeriesDetector(bucketMs, detectThreshold(bucketMs, budget))
  const faults: string[] = []
  const write = out === undefined ? { line: call.print, end: async () => {} } : fileWriter(out)
  await write.line(`${header},anomaly_score,expected,lower,upper,p,alert`)
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    if (line.trim() === '') continue
    const row = rowOf(line)
    if ('fault' in row) faults.push(`${file}:${i + 2}: ${row.fault}`)
    const pending = write.line(`${line},${'at' in row ? columnsOf(detected(row.at, row.value)) : ',,,,,0'}`)
    if (pending) await pending
  }
  await write.end()
  return faults
}

/** Times (epoch ms) of the first `rowsForWidth` readable rows, from which the bucket width is derived. */
function firstTimes(lines: readonly string[]): number[] {
  const times: number[] = []
  for (let i = 0; i < lines.length && times.length < rowsForWidth; i++) {
    const row = rowOf(lines[i]!)
    if ('at' in row) times.push(row.at)
  }
  return times
}

const columnsOf = ({ score, expected, lower, upper, p, alert }: Detected) =>
  `${plain(score)},${plain(expected)},${plain(lower)},${plain(upper)},${plain(p)},${alert ? 1 : 0}`

const plain = (x: number) =>
  x === 0 || Math.abs(x) >= 1e-4 ? String(Math.round(x * 1e6) / 1e6) : String(Number(x.toPrecision(4)))

const chunkSize = 65_536

/** Writes in chunks. `line` resolves when there is room for more. */
function fileWriter(path: string) {
  const stream = createWriteStream(path)
  const failed = finished(stream)
  failed.catch(() => {})
  let chunk = ''
  return {
    line(line: string): Promise<void> | undefined {
      chunk += `${line}\n`
      if (chunk.length < chunkSize) return undefined
      const isRoom = stream.write(chunk)
      chunk = ''
      return isRoom ? undefined : Promise.race([failed, new Promise<void>((resolve) => stream.once('drain', resolve))])
    },
    async end(): Promise<void> {
      stream.end(chunk)
      await failed
    },
  }
}
