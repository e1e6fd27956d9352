import { enrichers } from '../../../enrich/enrichers/registry.ts'
import type { EntityLists } from '../../../enrich/enrichers/entities.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { readModels } from '../../../enrich/linear/models.ts'
import { enricherContract } from '../../contract/enricher.ts'

const lists: EntityLists = { product: [{ name: 'CM-40' }, { name: 'K3' }], carrier: [{ name: 'DHL' }] }
const models = readModels()
const all = enrichers(readTaxonomy(), lists, models)

for (const { name } of all) enricherContract(name, () => ({ enrichers: all, models }))
