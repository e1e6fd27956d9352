import { Type, type Static } from 'typebox'
import type { Store } from '../../infra/store/store.ts'
import type { Versions } from './relabel-table.ts'

const Change = Type.Object({ topic: Type.String(), gained: Type.Integer(), lost: Type.Integer() })

/** For each topic, how many mentions it would gain and lose by the labels of the shadow table; most changes first. */
export async function shadowChanges(store: Store, versions: Versions): Promise<Static<typeof Change>[]> {
  return store.select(
    Change,
    `SELECT change.1 AS topic, countIf(change.2 > 0) AS gained, countIf(change.2 < 0) AS lost FROM (
       SELECT arrayJoin(arrayConcat(
         arrayMap(t -> (toString(t), 1), arrayFilter(t -> NOT has(mention.topics, t), label.topics)),
         arrayMap(t -> (toString(t), -1), arrayFilter(t -> NOT has(label.topics, t), mention.topics)))) AS change
       FROM (SELECT id, created_at, version, topics FROM mentions FINAL WHERE removed_at IS NULL) AS mention
       INNER JOIN (SELECT id, created_at, version, topics FROM shadow_mentions FINAL
                   WHERE model_version = {modelVersion: String} AND taxonomy_version = {taxonomyVersion: String}) AS label
         ON label.id = mention.id AND label.version = mention.version AND label.created_at = mention.created_at)
     GROUP BY topic ORDER BY gained + lost DESC, topic`,
    { ...versions },
  )
}
