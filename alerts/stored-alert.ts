import { Compile } from 'typebox/compile'
import { Alert, AlertChange, untouched } from './alert.ts'

const alertBody = Compile(Alert)
const changeBody = Compile(AlertChange)

/** An alert as it was stored, by this version or an older one. */
export function parseAlert(body: string): Alert {
  const alert = brought(JSON.parse(body) as StoredAlert)
  if (!alertBody.Check(alert)) throw mismatch(alertBody.Errors(alert))
  return alert
}

/** A change as it was stored or published, with the alert in it. */
export function parseChange(body: string): AlertChange {
  const stored = JSON.parse(body) as { alert: StoredAlert }
  const change = { ...stored, alert: brought(stored.alert) }
  if (!changeBody.Check(change)) throw mismatch(changeBody.Errors(change))
  return change
}

interface StoredAlert {
  openedAt: number
  cut?: object | null
  facts?: { verdict?: FirstFinding; finding?: FirstFinding }
}
interface FirstFinding {
  observed: number
  expected: number
  authors: number
  texts: number
  level: number
  p: number
}

/**
 * Of an older version: no person could judge, nothing past was told of, and what the detector tested was called its verdict; how the first detector
 * came to its p-value, and what drivers were chosen from, is not kept.
 */
function brought(stored: StoredAlert): unknown {
  const { verdict, finding = verdict, ...facts } = stored.facts ?? {}
  return {
    kind: stored.cut ? 'shift' : 'spike',
    verdict: null,
    similar: [],
    also: [],
    ...untouched,
    ...stored,
    facts: { driverTable: null, waitingSince: stored.openedAt, finding: finding && ofFirstDetector(finding), ...facts },
  }
}

function ofFirstDetector(finding: FirstFinding): unknown {
  if ('detector' in finding) return finding
  const { observed, expected, authors, texts, level, p } = finding
  return { detector: '1', observed, expected, tested: { windows: [], pooled: false }, authors, texts, level, p }
}

const mismatch = (errors: { instancePath: string }[]) =>
  new Error(`a stored alert does not match its schema: ${errors[0]?.instancePath}`)
