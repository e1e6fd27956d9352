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

/** A change as it was stored, with the alert in it. */
export const parseChange = (body: string): AlertChange => toChange(JSON.parse(body))

/** A change as it was published, by this version or an older one. @throws Error when it is neither's. */
export function toChange(published: unknown): AlertChange {
  const stored = published as { alert: StoredAlert }
  const change = { ...stored, alert: brought(stored.alert) }
  if (!changeBody.Check(change)) throw mismatch(changeBody.Errors(change))
  return change
}

interface StoredAlert {
  updatedAt: number
  cut?: object | null
  facts?: { verdict?: FirstFinding; finding?: FirstFinding }
}
interface FirstFinding {
  observed: number
  expected: number
  authors: number
  texts: number
  threshold: number
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
    facts: {
      driverTable: null,
      waitingSince: stored.updatedAt,
      finding: finding && ofFirstDetector(finding),
      ...facts,
    },
  }
}

function ofFirstDetector(finding: FirstFinding): unknown {
  if ('detector' in finding) return finding
  const { observed, expected, authors, texts, threshold, p } = finding
  return { detector: '1', observed, expected, tested: { windows: [], pooled: false }, authors, texts, threshold, p }
}

const mismatch = (errors: { instancePath: string }[]) =>
  new Error(`a stored alert does not match its schema: ${errors[0]?.instancePath}`)
