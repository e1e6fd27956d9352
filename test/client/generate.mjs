// Writes api/client/schema.ts from the description of a running server: node test/client/generate.mjs [http://127.0.0.1:8080]
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import openapiTS, { astToString } from 'openapi-typescript'
import { hashOf } from './document-hash.ts'

const [url = 'http://127.0.0.1:8080'] = process.argv.slice(2)
const answer = await fetch(new URL('/api/v1/openapi.json', url))
const document = await answer.json()
const types = astToString(await openapiTS(JSON.stringify(document)))
writeFileSync(
  join(import.meta.dirname, '..', '..', 'api', 'client', 'schema.ts'),
  `// Made by \`npm run client\` from /api/v1/openapi.json; of the document with the hash ${hashOf(document)}.\n${types}`,
)
