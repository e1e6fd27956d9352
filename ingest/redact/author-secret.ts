import { join } from 'node:path'
import { secretFile } from '../../infra/secret-file.ts'

/**
 * The secret that author keys are made with; created at the first call. Keys of two installations are not comparable.
 * @throws Error when the file cannot be read or has another length: a new secret would give every author another key
 */
export const authorSecret = (data: string): Buffer =>
  secretFile(join(data, 'author-secret'), 'authors then get other keys than before.')
