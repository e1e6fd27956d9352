import { Type, type Static } from 'typebox'
import { allKnownIssues } from '../../alerts/issues/all-known-issues.ts'
import type { KnownIssue } from '../../alerts/issues/known-issue.ts'
import { coveredSince } from '../../alerts/series/coverage.ts'
import { launchSides, versionSides, type Sides } from '../../alerts/trends/choose-sides.ts'
import { compareSides } from '../../alerts/trends/compare-launches.ts'
import { firstMentionOf } from '../../alerts/trends/first-mention.ts'
import type { VisibleMentions } from '../../enrich/mentions/visible-mentions.ts'
import { ComparisonDto, toComparisonDto } from '../dto/comparison-dto.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { notFound, Problem } from '../request/problem.ts'
import { problems, query, word } from '../request/schemas.ts'

const ComparisonQuery = query({
  event: Type.Optional(word('Id of a release or launch; compared with the earlier ones', 'app-4.2')),
  version: Type.Optional(word('A version, compared with `against`', '4.2')),
  against: Type.Optional(word('The version that `version` is compared with', '4.1')),
  product: Type.Optional(word('With `version`: only mentions of this product', 'Halden app')),
})
type Asked = Static<typeof ComparisonQuery>

export function comparisonRoutes(app: App, deps: ApiDeps): void {
  const { reader, taxonomy } = deps
  app.get(
    '/comparison',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'compareLaunches',
        tags: ['Trends'],
        description:
          'Either `event`, or `version` and `against`. All sides are counted for the same span from their beginning.',
        summary: 'A release or launch against the earlier ones, or one version against another, aligned at their day',
        querystring: ComparisonQuery,
        response: { 200: ComparisonDto, ...problems },
      },
    },
    async ({ caller: { visibility }, query: asked }) => {
      const visible = visibility.mentions
      const sides = await sidesOf(deps, asked, visible)
      const about = inWords(sides.sides[0]!.has, taxonomy)
      return toComparisonDto(await compareSides(reader, sides, { taxonomy, visible, about }))
    },
  )
}

/** @throws Problem 400 if the query names neither, 404 if there is no such release, launch or version */
async function sidesOf(deps: ApiDeps, asked: Asked, visible: VisibleMentions): Promise<Sides> {
  const { event, version, against, product } = asked
  const { reader, clock } = deps
  const now = clock()
  const events = await eventsUntil(deps, now)
  if (event !== undefined && version === undefined) {
    const sides = launchSides(events, event, { now, coveredSince: await coveredSince(reader, now) })
    if (!sides) throw notFound('release or launch', event)
    return sides
  }
  if (version === undefined || against === undefined || event !== undefined)
    throw new Problem(400, 'give either event, or version and against')
  const since = await firstMentionOf(reader, version, visible)
  if (since === undefined) throw notFound('mention of version', version)
  return versionSides(
    events,
    { version, against, has: product === undefined ? {} : { product: [product] }, since },
    now,
  )
}

const nothingInFile = async () => ({ issues: [], faults: [] })

async function eventsUntil(deps: ApiDeps, now: number): Promise<KnownIssue[]> {
  const { reader, knownIssueFile = nothingInFile, plannedEvents = [] } = deps
  const events = [...plannedEvents, ...(await allKnownIssues(reader, knownIssueFile))]
  return events.filter(({ fromAt }) => fromAt <= now)
}

const named = ['product', 'topic', 'department'] as const

/** What the mentions are about: `Halden app`, `Delivery`; '' = everything. */
function inWords(has: Sides['sides'][number]['has'], { topics, departments }: ApiDeps['taxonomy']): string {
  const nameOf = { product: [], topic: topics, department: departments }
  return named
    .flatMap((dimension) =>
      (has[dimension] ?? []).map(
        (value) => nameOf[dimension].find(({ id }: { id: string }) => id === value)?.['name'] ?? value,
      ),
    )
    .join(', ')
}
