import type { Alert } from '../alert/alert.ts'
import { knownIssueKinds, type Novelty } from '../alert/novelty.ts'
import { valuesOf } from '../organisation/subscription.ts'
import type { KnownIssue } from './known-issue.ts'

const hourMs = 3_600_000
/** An alert follows a release that came at most so long before its onset. */
export const afterReleaseMs = 72 * hourMs
/** An issue that was fixed longer ago than this is another one. */
export const returnedMs = 90 * 24 * hourMs

type About = Pick<Alert, 'topic' | 'also' | 'departments' | 'cut' | 'drivers' | 'onsetAt' | 'reopenedAt'>

/**
 * How an alert relates to the known issues as of `now` (epoch ms). Of several known issues, the one that names most of the alert counts; of
 * equals, one that is open before one that was fixed, then the latest. A release counts only if there is neither. The time that matters is
 * the onset, or when the alert last reopened. Launches, promotions, status reports and notes explain no alert. Pure.
 */
export function noveltyOf(alert: About, events: readonly KnownIssue[], now: number): Novelty {
  const issues = events.filter(isComparable)
  const since = beganAt(alert)
  const matching = issues.flatMap((issue) => {
    const specificity = specificityOf(issue, alert)
    const found = specificity === undefined ? undefined : relationOf(issue, issues, { since, now })
    return specificity === undefined || found === undefined ? [] : [{ issue, specificity, ...found }]
  })
  const [best] = matching.toSorted(
    (a, b) =>
      Number(a.status === 'afterRelease') - Number(b.status === 'afterRelease') ||
      b.specificity - a.specificity ||
      Number(b.status === 'known') - Number(a.status === 'known') ||
      b.at - a.at,
  )
  if (!best) return { status: 'new', issue: null, at: null }
  const { id, kind, name } = best.issue
  return { status: best.status, issue: { id, kind, name }, at: best.at }
}

/** When the issue of an alert began, epoch ms. */
export const beganAt = ({ onsetAt, reopenedAt }: Pick<Alert, 'onsetAt' | 'reopenedAt'>): number =>
  Math.max(onsetAt, reopenedAt ?? 0)

type Comparable = KnownIssue & { kind: (typeof knownIssueKinds)[number] }
const isComparable = (event: KnownIssue): event is Comparable => knownIssueKinds.some((kind) => kind === event.kind)

interface Times {
  /** When the alert's issue began. */
  since: number
  now: number
}

/** What a matching known issue says of an alert, and of which time; undefined if nothing. */
function relationOf(
  issue: KnownIssue,
  issues: readonly KnownIssue[],
  { since, now }: Times,
): { status: Exclude<Novelty['status'], 'new'>; at: number } | undefined {
  const { kind, fromAt } = issue
  if (kind === 'release') {
    const isRecent = fromAt <= since && since - fromAt <= afterReleaseMs
    return isRecent && isInForce(issue, since) ? { status: 'afterRelease', at: fromAt } : undefined
  }
  const fixedAt = kind === 'fix' ? ownFixAt(issue, issues, since) : fixedAtOf(issue, issues, since)
  if (fixedAt !== undefined) return since - fixedAt <= returnedMs ? { status: 'returned', at: fixedAt } : undefined
  const isOpen = kind !== 'fix' && fromAt <= now && isInForce(issue, since)
  return isOpen ? { status: 'known', at: fromAt } : undefined
}

/** When an incident or recall was last fixed before `since`, by itself or by a fix that names it. */
function fixedAtOf({ id, fixedAt }: KnownIssue, issues: readonly KnownIssue[], since: number): number | undefined {
  const fixes = issues.filter((each) => each.kind === 'fix' && each.fixes === id && isInForce(each, since))
  const times = [...fixes.map(({ fromAt }) => fromAt), ...(fixedAt === undefined ? [] : [fixedAt])]
  const before = times.filter((at) => at <= since)
  return before.length > 0 ? Math.max(...before) : undefined
}

/** When a fix that stands for itself came; one of another known issue counts through that. */
function ownFixAt(fix: KnownIssue, issues: readonly KnownIssue[], since: number): number | undefined {
  const isOwn = !issues.some(({ id }) => id === fix.fixes)
  return isOwn && fix.fromAt <= since && isInForce(fix, since) ? fix.fromAt : undefined
}

/** Whether it had not ended before (a rolled-back release or fix has ended). */
const isInForce = ({ untilAt }: KnownIssue, at: number) => untilAt === undefined || untilAt > at

/** Whether an event is about an alert: of one of its topics or departments, with one of its products and versions. Pure. */
export const isAboutAlert = (event: KnownIssue, alert: Omit<About, 'onsetAt' | 'reopenedAt'>): boolean =>
  specificityOf(event, alert) !== undefined

/** How much of the alert a known issue names; undefined if it is not about the alert. */
function specificityOf(issue: KnownIssue, alert: Omit<About, 'onsetAt' | 'reopenedAt'>): number | undefined {
  const { topics, departments, products, versions } = issue
  const own = [alert.topic, ...alert.also].filter((topic) => topic !== '')
  const isTopic = own.some((topic) => topics.some((id) => isSameBranch(topic, id)))
  const isDepartment = departments.some((id) => alert.departments.includes(id))
  if (topics.length + departments.length > 0 && !isTopic && !isDepartment) return undefined
  if (products.length > 0 && !names(alert, 'product', products)) return undefined
  if (versions.length > 0 && !names(alert, 'version', versions)) return undefined
  const isExact = topics.some((id) => own.includes(id))
  return (
    (versions.length > 0 ? 8 : 0) + (products.length > 0 ? 4 : 0) + (isExact ? 3 : isTopic ? 2 : isDepartment ? 1 : 0)
  )
}

/** The same topic, an ancestor or a descendant. */
const isSameBranch = (a: string, b: string) => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`)

/** Whether the alert's cut or one of its drivers names one of the values, without regard to case and to the v of a version. */
function names(alert: Parameters<typeof valuesOf>[0], dimension: string, values: readonly string[]): boolean {
  const named = new Set([...valuesOf(alert, dimension)].map(plain))
  return values.some((value) => named.has(plain(value)))
}

const plain = (value: string) => value.toLowerCase().replace(/^v(?=\d)/, '')
