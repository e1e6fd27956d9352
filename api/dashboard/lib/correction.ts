import type { MentionDto } from '../../dto/mention-dto.ts'
import type { SeriesDto } from '../../dto/series-dto.ts'
import { get, post } from './api.ts'
import { departmentName, topicName } from './now.ts'
import { addressOf } from './router.ts'
import { count, hourOf } from './words.ts'
import { zoneAt } from './zone.ts'

/** The right labels; those left out stay. */
export interface RightLabels {
  topics?: string[]
  departments?: string[]
  sentiment?: string
  intent?: string
}

const hourMs = 3_600_000
const everyMs = 700
/** Labels are stored within a second, and counted with the next evaluation. */
const mostTries = 60

/**
 * Corrects labels, waits until they are stored and counted, and says so: "Counted: Parcel late 4 → 5 mentions, 14:00–15:00 CET".
 * @throws an error whose message tells the user that nothing was saved, and why
 */
export async function correct(mention: MentionDto, right: RightLabels): Promise<string> {
  const series = seriesOf(mention, right)
  const before = series && (await countOf(mention, series))
  const path = `/mentions/${encodeURIComponent(mention.id)}`
  await post(`${path}/correction`, { ...right })
  const isStored = await until(async () => isRight(await get<MentionDto>(path), right))
  if (!isStored) return 'Saved. It is applied as soon as the labelling stage runs.'
  if (!series || before === undefined) return 'Saved.'
  let after = before
  await until(async () => (after = await countOf(mention, series)) !== before)
  const from = Math.floor(Date.parse(mention.createdAt) / hourMs) * hourMs
  const when = `${hourOf(from)}–${hourOf(from + hourMs)} ${zoneAt(from)}`
  return after === before
    ? `Saved. ${series.name}: ${count(before)} mentions, ${when}; counted with the next evaluation.`
    : `Saved and counted. ${series.name}: ${count(before)} → ${count(after)} mentions, ${when}.`
}

interface Series {
  name: string
  filter: Record<string, string>
}

/** The series that the correction adds the mention to, or takes it from. */
function seriesOf(mention: MentionDto, { topics, departments, sentiment }: RightLabels): Series | undefined {
  const changed = (before: readonly string[], after: readonly string[]) =>
    after.find((id) => !before.includes(id)) ?? before.find((id) => !after.includes(id))
  const topic =
    topics &&
    changed(
      mention.topics.map(({ id }) => id),
      topics,
    )
  if (topic !== undefined) return { name: topicName(topic), filter: { topic } }
  const department =
    departments &&
    changed(
      mention.departments.map(({ id }) => id),
      departments,
    )
  if (department !== undefined) return { name: departmentName(department), filter: { department } }
  return sentiment === undefined || sentiment === mention.sentiment.label
    ? undefined
    : { name: `All ${sentiment} mentions`, filter: { sentiment } }
}

/** Mentions of a series in the hour of the mention. */
async function countOf({ createdAt }: MentionDto, { filter }: Series): Promise<number> {
  const from = Math.floor(Date.parse(createdAt) / hourMs) * hourMs
  const [start, end] = [from, from + hourMs].map((ms) => new Date(ms).toISOString())
  const { series } = await get<SeriesDto>(addressOf('/series', { ...filter, bucket: 'hour', from: start, to: end }))
  return series.reduce((sum, { mentions }) => sum + mentions, 0)
}

function isRight(mention: MentionDto, { topics, departments, sentiment, intent }: RightLabels): boolean {
  const same = (found: readonly { id: string }[], wanted: readonly string[] | undefined) =>
    wanted === undefined || wanted.join() === found.map(({ id }) => id).join()
  return (
    same(mention.topics, topics) &&
    same(mention.departments, departments) &&
    (sentiment === undefined || mention.sentiment.label === sentiment) &&
    (intent === undefined || mention.intent === intent)
  )
}

async function until(isDone: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < mostTries; tries++) {
    if (await isDone()) return true
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
  return false
}
