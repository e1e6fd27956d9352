import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import type { TextOnly } from './analyse.ts'
import type { EntityLists } from './enrichers/entities.ts'
import type { Taxonomy } from './taxonomy.ts'
import { readModels } from './models.ts'
import { understanding } from './understand.ts'

// On Linux this is the thread's own niceness: a backlog is worked off behind the pages and the store, not before them.
setPriority(0, 10)

const { taxonomy, lists, models } = workerData as { taxonomy: Taxonomy; lists: EntityLists; models?: string }
const understand = understanding(taxonomy, lists, readModels(models))

parentPort!.on('message', ({ ticket, mentions }: { ticket: number; mentions: TextOnly[] }) => {
  understand(mentions).then(
    (found) => parentPort!.postMessage({ ticket, found }),
    (error: unknown) => parentPort!.postMessage({ ticket, error: String(error) }),
  )
})
