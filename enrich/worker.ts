import { parentPort, workerData } from 'node:worker_threads'
import type { TextOnly } from './analyse.ts'
import type { EntityLists } from './enrichers/entities.ts'
import type { Taxonomy } from './taxonomy.ts'
import { understanding } from './understand.ts'

const { taxonomy, lists } = workerData as { taxonomy: Taxonomy; lists: EntityLists }
const understand = understanding(taxonomy, lists)

parentPort!.on('message', ({ ticket, mentions }: { ticket: number; mentions: TextOnly[] }) => {
  understand(mentions).then(
    (found) => parentPort!.postMessage({ ticket, found }),
    (error: unknown) => parentPort!.postMessage({ ticket, error: String(error) }),
  )
})
