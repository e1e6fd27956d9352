import { Compile } from 'typebox/compile'
import { Alert, AlertChange, initialFields } from './alert.ts'

const alertBody = Compile(Alert)
const changeBody = Compile(AlertChange)

/** Parses an alert that this version or an older one stored. @throws Error that names the field */
export function parseAlert(body: string): Alert {
  const alert = completed(JSON.parse(body) as StoredAlert)
  if (!alertBody.Check(alert)) throw mismatch(alertBody.Errors(alert))
  return alert
}

/** Parses a stored change, with the alert in it. @throws Error that names the field */
export const parseChange = (body: string): AlertChange => toChange(JSON.parse(body))

/** Completes and checks a change published by this or an older version. @throws Error that names the field */
export function toChange(published: unknown): AlertChange {
  const stored = published as { alert: StoredAlert }
  const change = { ...stored, alert: completed(stored.alert) }
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

/** Adds fields that older versions did not store. They also stored the finding as `facts.verdict`. */
function completed(stored: StoredAlert): unknown {
  const { verdict, finding = verdict, ...facts } = stored.facts ?? {}
  return {
    kind: stored.cut ? 'shift' : 'spike',
    verdict: null,
    similar: [],
    also: [],
    ...initialFields,
    ...stored,
    facts: {
      driverTable: null,
      joined: [],
      reports: [],
      waitingSince: stored.updatedAt,
      severityLowerSince: null,
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
