import { createHash } from 'node:crypto'

export interface ApiDocument {
  paths: object
  components: { schemas: object }
}

/** What types are generated from: the paths and the schemas, not the version or the address of the server. */
export const hashOf = ({ paths, components }: ApiDocument): string =>
  createHash('sha256')
    .update(JSON.stringify([paths, components.schemas]))
    .digest('hex')
    .slice(0, 16)
