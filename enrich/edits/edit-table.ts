import { Type } from 'typebox'
import type { EventLog, Topic } from '../../infra/log/event-log.ts'
import type { Stop } from '../../infra/stop.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'
import { StoredEdit, type TaxonomyEdit } from './edit.ts'
import { withEdits, type Edited } from './with-edits.ts'
import { toJson } from '../../infra/store/row.ts'

/** Topic `taxonomy-edits`: the API publishes edits, the enrichment stage stores them. */
export const taxonomyEditsTopic: Topic<StoredEdit> = {
  name: 'taxonomy-edits',
  schema: StoredEdit,
  key: () => 'taxonomy',
  partitions: 1,
}

/** The consumer group of topic `taxonomy-edits`. */
export const taxonomyEditsGroup = 'taxonomy-edits'

/** Stores every published edit. Redelivery changes nothing. */
export const startTaxonomyEdits = (log: EventLog, store: Store): Promise<Stop> =>
  log.subscribe(taxonomyEditsTopic, taxonomyEditsGroup, (edits) =>
    store.insert(
      'taxonomy_edits',
      edits.map(({ edit, ...row }) => ({ ...row, edit: toJson(edit) })),
    ),
  )

const Row = Type.Object({ ...StoredEdit.properties, edit: Type.String() })

/** All edits, oldest first. */
export async function storedEdits(store: Store): Promise<StoredEdit[]> {
  const rows = await store.select(Row, 'SELECT id, made_at, by, edit FROM taxonomy_edits FINAL ORDER BY made_at, id')
  return rows.map((row) => ({ ...row, edit: JSON.parse(row.edit) as TaxonomyEdit }))
}

/** A taxonomy with all stored edits. */
export const editedTaxonomy = async (base: Taxonomy, store: Store): Promise<Edited> =>
  withEdits(base, await storedEdits(store))
