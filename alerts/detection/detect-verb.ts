import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { holidayFault, holidayKey } from '../../infra/holidays.ts'
import { oneOf, only, text, timeZone, UsageError, type Call, type Verb } from '../../infra/verb.ts'
import { detectFile, type DetectSettings } from './detect-file.ts'

export const detectVerb: Verb = {
  name: 'detect',
  usage:
    'FILE.csv|DIR [--out FILE|DIR] [--bucket auto|5m|1h|1d|1w] [--budget N] [--dates dmy|mdy] [--time-zone ZONE] [--holidays DE,US-NY] [--missing unknown|zero]',
  summary:
    'finds spikes in (timestamp,value) rows, one file per series; adds anomaly_score,expected,lower,upper,p,alert; --budget: false alarms a week over all files; --dates: order of day and month where the file leaves it open; --time-zone: of times without a zone, and of the days and hours that the series follows; --holidays: countries and regions whose public holidays are expected to be like Sundays; --missing: what a bucket without a row means; needs no store',
  options: {
    out: { type: 'string' },
    bucket: { type: 'string', default: 'auto' },
    budget: { type: 'string' },
    dates: { type: 'string' },
    'time-zone': { type: 'string' },
    holidays: { type: 'string' },
    missing: { type: 'string', default: 'unknown' },
  },
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
  const settings: DetectSettings = {
    bucketMs: bucketOf(text(call, 'bucket')!),
    budget: perWeek === undefined ? undefined : { perWeek, series: files.length },
    dates: oneOf(call, 'dates', ['dmy', 'mdy']),
    timeZone: timeZone(call, 'time-zone'),
    holidays: holidaysOf(text(call, 'holidays')),
    missing: oneOf(call, 'missing', ['unknown', 'zero'])!,
  }
  if (isDirectory) mkdirSync(out!, { recursive: true })
  const faults: string[] = []
  for (const name of files) {
    const place = isDirectory ? { file: join(input, name), out: join(out!, basename(name)) } : { file: name, out }
    faults.push(...(await detectFile(call, place, settings)))
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

function holidaysOf(given = ''): string | undefined {
  const codes = given.split(',').flatMap((code) => code.trim() || [])
  for (const code of codes) {
    const fault = holidayFault(code)
    if (fault !== undefined) throw new UsageError(`--holidays: ${fault}`)
  }
  return holidayKey(codes)
}
