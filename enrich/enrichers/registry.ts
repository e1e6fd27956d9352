import type { Enricher } from '../analysis/enricher.ts'
import type { Models } from '../linear/models.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'
import { departments } from './departments.ts'
import { entities, type EntityLists } from './entities.ts'
import { facts } from './facts.ts'
import { hazards } from './hazards.ts'
import { intent } from './intent.ts'
import { language } from './language.ts'
import { lifecycle } from './lifecycle.ts'
import { sentiment } from './sentiment.ts'
import { severity } from './severity.ts'
import { spam } from './spam.ts'
import { topicSentiments } from './topic-sentiments.ts'
import { topics } from './topics.ts'

/** Every enricher, in the order in which they read each other's results. */
export function enrichers(taxonomy: Taxonomy, lists: EntityLists, models: Models): Enricher[] {
  return [
    language(models.words),
    sentiment(models.cards.sentiment),
    topics(taxonomy, models),
    topicSentiments(models),
    intent(models.cards.intent),
    departments(taxonomy, models.cards.department),
    lifecycle(),
    severity(taxonomy),
    entities(lists, models.words),
    hazards(),
    facts(),
    spam(models.cards.spam),
  ]
}
