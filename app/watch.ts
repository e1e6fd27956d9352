import { alertCommandsTopic } from '../alerts/alert/alert-command.ts'
import { alertsTopic } from '../alerts/alert/alert.ts'
import { alertsGroup, dismissedTermsGroup, knownIssuesGroup, savedViewsGroup } from '../alerts/alerts.ts'
import { knownIssuesTopic } from '../alerts/issues/known-issue-table.ts'
import { dismissedTermsTopic } from '../alerts/terms/dismissed-term.ts'
import { savedViewsTopic } from '../alerts/trends/saved-view-table.ts'
import { notifyGroup, silencesGroup } from '../alerts/notify/notify.ts'
import { silencesTopic } from '../alerts/notify/silence-table.ts'
import { taxonomyEditsGroup, taxonomyEditsTopic } from '../enrich/edits/edit-table.ts'
import { enrichGroup } from '../enrich/enrich.ts'
import { correctionsTopic } from '../enrich/mentions/correction.ts'
import { correctGroup } from '../enrich/mentions/corrections.ts'
import { relabelProgress } from '../enrich/relabel/relabel-table.ts'
import { openGroupHealth, type GroupRecord } from '../infra/log/group-health.ts'
import { openGroupWatch, type GroupWatch, type StageState, type WatchedGroup } from '../infra/log/group-watch.ts'
import type { Store } from '../infra/store/store.ts'
import { mentionsTopic } from '../ingest/mention/mention.ts'
import type { Platform } from './platform.ts'

/** Every consumer group. */
const groupsOf = (store: Store): WatchedGroup[] => [
  {
    topic: mentionsTopic,
    group: enrichGroup,
    before: {
      what: 'stored mentions get the labels of the current version, and new ones wait for that',
      progress: () => relabelProgress(store),
    },
  },
  { topic: correctionsTopic, group: correctGroup },
  { topic: alertCommandsTopic, group: alertsGroup },
  { topic: knownIssuesTopic, group: knownIssuesGroup },
  { topic: savedViewsTopic, group: savedViewsGroup },
  { topic: dismissedTermsTopic, group: dismissedTermsGroup },
  { topic: taxonomyEditsTopic, group: taxonomyEditsGroup },
  { topic: silencesTopic, group: silencesGroup },
  { topic: alertsTopic, group: notifyGroup },
]

/** Watches all stages, registers their metrics, and returns where the evaluations of this process are recorded. */
export function watchStages({ log, metrics, opened }: Pick<Platform, 'log' | 'metrics' | 'opened'>): {
  watch: GroupWatch
  evaluations: GroupRecord
} {
  const here = openGroupHealth()
  const evaluations = here.join('', 'evaluation')
  const watch = openGroupWatch({ log, groups: groupsOf(opened.reader), others: here.list })
  const gauge = (name: string, help: string, of: (stage: StageState) => number) =>
    metrics.addGauge({
      name: `groundswell_stage_${name}`,
      help,
      label: 'stage',
      read: () => watch.stages().map((stage) => [stage.stage, of(stage)]),
    })
  const secondsSince = (at: number) => Math.max(0, (Date.now() - at) / 1000)
  gauge('lag', 'Events that wait for the stage', ({ lag }) => lag)
  gauge('oldest_event_seconds', 'Age of the oldest event that the stage of this process is handling', ({ oldestAt }) =>
    oldestAt === null ? 0 : secondsSince(oldestAt),
  )
  gauge('stuck_seconds', 'How long the stage has been failing, stalled or stopped', ({ since }) =>
    since === 0 ? 0 : secondsSince(since),
  )
  gauge('dead_letters', 'Events that the stage of this process has given up since it started', (s) => s.deadLetters)
  return { watch, evaluations }
}
