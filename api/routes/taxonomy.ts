import { randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { TaxonomyEdit } from '../../enrich/edits/edit.ts'
import { editedTaxonomy, storedEdits, taxonomyEditsTopic } from '../../enrich/edits/edit-table.ts'
import { previewEdit } from '../../enrich/edits/preview.ts'
import { taxonomyYaml } from '../../enrich/edits/to-yaml.ts'
import { checkEdit, undoneBy, withEdits } from '../../enrich/edits/with-edits.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import { relabelledMs } from '../../enrich/relabel/relabel.ts'
import { loadRelabels, versionsSince } from '../../enrich/relabel/relabel-table.ts'
import { PreviewDto, TaxonomyDto, toEditDto, toWholeTopicDto } from '../dto/taxonomy-dto.ts'
import { personOf } from '../request/auth.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { Problem } from '../request/problem.ts'
import { NoQuery, problems } from '../request/schemas.ts'

/** The topics with all their words, what people changed of them, and changes. */
export function taxonomyRoutes(app: App, deps: ApiDeps): void {
  app.get(
    '/taxonomy',
    {
      config: { permission: 'company.read' },
      schema: {
        operationId: 'getTaxonomy',
        tags: ['Taxonomy'],
        description: 'The topics of the configuration with all edits, and the edits, newest first.',
        summary: 'The topics with their phrases, and what people changed',
        querystring: NoQuery,
        response: { 200: TaxonomyDto, ...problems },
      },
    },
    async () => taxonomyNow(deps),
  )
  app.get(
    '/taxonomy.yaml',
    {
      config: { permission: 'company.read' },
      schema: {
        operationId: 'exportTaxonomy',
        tags: ['Taxonomy'],
        description: 'A merged topic is not in it: its phrases are those of the topic that it was merged into.',
        summary: 'The topics as a taxonomy file, with what people changed',
        querystring: NoQuery,
        response: {
          200: {
            description: 'YAML',
            content: { 'application/yaml': { schema: Type.String({ description: 'A taxonomy file' }) } },
          },
          ...problems,
        },
      },
    },
    async (_request, reply) => {
      const { taxonomy } = await editedTaxonomy(baseOf(deps), deps.reader)
      return reply.type('application/yaml; charset=utf-8').send(taxonomyYaml(taxonomy))
    },
  )
  editRoute(app, deps)
  previewRoute(app, deps)
}

function editRoute(app: App, { log, clock, ...deps }: ApiDeps): void {
  app.post(
    '/taxonomy/edits',
    {
      config: { permission: 'taxonomy.write' },
      schema: {
        operationId: 'editTaxonomy',
        tags: ['Taxonomy'],
        description:
          'The stages take it over within seconds, and label the mentions of the last 56 days again. 400 says why an edit cannot be made.',
        summary: 'Add, change, merge or split a topic, or undo an edit',
        querystring: NoQuery,
        body: TaxonomyEdit,
        response: {
          202: Type.Object({ id: Type.String(doc('Id of the edit', '6a1f0c9e')) }, { description: 'It is durable' }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { id: by } = personOf(request)
      const edits = await storedEdits(deps.reader)
      checked(baseOf(deps), edits, request.body)
      const id = randomUUID()
      // Edits are applied in the order of their times: a clock that was set back must not reorder them.
      const madeAt = Math.max(clock(), (edits.at(-1)?.madeAt ?? 0) + 1)
      await log.publish(taxonomyEditsTopic, [{ id, madeAt, by, edit: request.body }])
      return reply.code(202).send({ id })
    },
  )
}

/** Two pipelines at a time are enough for this machine. */
function previewRoute(app: App, { reader, clock, labelWith, ...deps }: ApiDeps): void {
  let last: Promise<unknown> = Promise.resolve()
  app.post(
    '/taxonomy/preview',
    {
      config: { permission: 'taxonomy.write', audit: false },
      schema: {
        operationId: 'previewTaxonomyEdit',
        tags: ['Taxonomy'],
        description: 'Labels mentions of the last two weeks both ways. Changes nothing.',
        summary: 'What an edit of the topics would move',
        querystring: NoQuery,
        body: TaxonomyEdit,
        response: { 200: PreviewDto, ...problems },
      },
    },
    async ({ body, caller: { visibility } }) => {
      if (!labelWith) throw new Problem(503, 'this process labels no mentions')
      const [base, edits] = [baseOf(deps), await storedEdits(reader)]
      const [before, after] = [withEdits(base, edits).taxonomy, checked(base, edits, body)]
      const from = { store: reader, labelWith, visible: visibility.mentions, now: clock() }
      const preview = last.then(() => previewEdit(from, before, after))
      last = preview.catch(() => {})
      const { mentions, moves } = await preview
      return {
        mentions,
        moves: moves.map((move) => ({ ...move, from: move.from || null, to: move.to || null })),
      }
    },
  )
}

const baseOf = ({ baseTaxonomy, taxonomy }: Pick<ApiDeps, 'baseTaxonomy' | 'taxonomy'>): Taxonomy =>
  baseTaxonomy ?? taxonomy

/** @throws Problem 400 that says why the edit cannot be made */
function checked(...args: Parameters<typeof checkEdit>): Taxonomy {
  try {
    return checkEdit(...args)
  } catch (error) {
    throw new Problem(400, (error as Error).message)
  }
}

/** Whether the last switch of labels was one to the version and is over, or all labels are of it. */
async function isLabelled({ reader, clock }: ApiDeps, version: string): Promise<boolean> {
  const last = (await loadRelabels(reader)).at(-1)
  if (last?.taxonomyVersion === version) return last.finishedAt !== undefined
  const { versions } = await versionsSince(reader, clock() - relabelledMs)
  return versions.every(({ taxonomyVersion }) => taxonomyVersion === version)
}

async function taxonomyNow(deps: ApiDeps): Promise<TaxonomyDto> {
  const edits = await storedEdits(deps.reader)
  const { taxonomy, faults } = withEdits(baseOf(deps), edits)
  const undone = undoneBy(edits)
  return {
    version: taxonomy.version,
    isApplied: taxonomy.version === deps.taxonomy.version,
    isLabelled: await isLabelled(deps, taxonomy.version),
    topics: taxonomy.topics.map((topic) => toWholeTopicDto(topic, taxonomy)),
    edits: edits.toReversed().map((edit) => toEditDto(edit, { undone, faults })),
  }
}
