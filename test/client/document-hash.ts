import { createHash } from 'node:crypto'

export interface ApiDocument {
  paths: object
  components: { schemas: object; responses: object }
}

/** What types are generated from: the paths, schemas and responses, not the version or the address of the server. */
export const hashOf = ({ paths, components }: ApiDocument): string =>
  createHash('sha256')
    .update(JSON.stringify([paths, components.schemas, components.responses]))
    .digest('hex')
    .slice(0, 16)
