import { describe, expect, test } from 'vitest'
import type { PipelineInput } from '../../../enrich/analysis/analyse.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openPipeline } from '../../../enrich/enrichers/pipeline.ts'

// Written while the rules and examples were: they guard against a fall, and do not measure unseen texts.
const pipeline = openPipeline(readTaxonomy(), {})
const one = async (mention: PipelineInput) => (await pipeline([mention]))[0]!

describe('the mood', () => {
  test.each([
    ['Your chat 🤡', 'negative'],
    ['New menu 🤮', 'negative'],
    ['Third update 🙃', 'negative'],
    ['Invoice ❌', 'negative'],
    ['bin it 🗑️', 'negative'],
    ['this queue 🐌', 'negative'],
    ['👎🏿', 'negative'],
    ['Toaster 🤩', 'positive'],
    ['The new lid 👌🏽', 'positive'],
    ['Parcel ✅', 'positive'],
    ['green one 💚', 'positive'],
    ['Repair 🙌', 'positive'],
    ['★★★★★ again', 'positive'],
    ['2 stars', 'negative'],
    ['1/10', 'negative'],
    ['4.5 out of 5', 'positive'],
    ['thanks for nothing, really', 'negative'],
    ['that does not help me at all', 'negative'],
    ['ok all good again, thank you', 'positive'],
    ['and it is back up, thanks', 'positive'],
  ])('of "%s" is %s', async (text, label) => expect((await one({ text })).sentiment.label).toBe(label))

  test('is that of the rating, when the source has one', async () => {
    expect((await one({ text: 'Fine', rating: 1 })).sentiment.label).toBe('negative')
    expect((await one({ text: '1 star', rating: 5 })).sentiment.label).toBe('positive')
  })

  test.each(['thanks for nothing, really', 'so not helpful, and I am still waiting', 'This is not good'])(
    '"%s" is a complaint and no praise',
    async (text) => {
      const { intent, topics } = await one({ text })
      expect([intent, topics.filter(({ id }) => id.startsWith('praise'))]).toEqual(['complaint', []])
    },
  )
})

describe('the language of a few words', () => {
  test.each([
    ['Rechnung schon wieder falsch', 'de'],
    ['Fahrer unfreundlich', 'de'],
    ['Livraison en retard', 'fr'],
    ['Produit cassé', 'fr'],
    ['Paquete perdido', 'es'],
    ['Nunca llegó', 'es'],
    ['Corriere pessimo', 'it'],
    ['Spedizione lenta', 'it'],
    ['Slechte kwaliteit', 'nl'],
    ['Mooi product', 'nl'],
    ['Encomenda atrasada', 'pt'],
    ['Produto veio quebrado', 'pt'],
    ['No refund', 'en'],
    ['Great kettle', 'en'],
    ['App stuck', 'en'],
    ['Colis kwijt', 'unknown'],
  ])('"%s" is %s or unknown', async (text, language) =>
    expect([language, 'unknown']).toContain((await one({ text })).language),
  )

  test('most of them are told', async () => {
    const texts = ['Paket weg', 'Sehr schlecht', 'Merci beaucoup', 'Envío muy tarde', 'Non funziona', 'Werkt niet']
    const found = await pipeline(texts.map((text) => ({ text })))
    expect(found.map(({ language }) => language)).toEqual(['de', 'de', 'fr', 'es', 'it', 'nl'])
  })

  test('is the one that the source states, where the words do not tell', async () => {
    expect((await one({ text: 'Top 👍', fields: { language: 'de-AT' } })).language).toBe('de')
    expect(
      (await one({ text: 'The parcel has not arrived and nobody answers', fields: { language: 'de' } })).language,
    ).toBe('en')
    expect((await one({ text: 'Top 👍', fields: { language: 'deutsch' } })).language).toBe('unknown')
  })
})

describe('the topic', () => {
  test.each([
    ['train to Ghent is 55 minutes behind and nobody says a word', 'travel.delay'],
    ['you called off our flight two hours before take-off', 'travel.delay'],
    ['flight delayed again, fourth time in May', 'travel.delay'],
    ['four days without my suitcase now', 'travel.baggage'],
    ['they lost our luggage between Oslo and Bergen', 'travel.baggage'],
    ['internet is slower than what the contract says', 'product.performance'],
    ['you throttle my line after 10 GB', 'product.performance'],
    ['why is there a data cap on fibre', 'product.performance'],
    ['the library tab will not load, just an error and a retry button', 'app.crash'],
    ['every album by her is unavailable and will not play', 'product.not_working'],
    ['connection is fine here but the app insists that I am offline', 'product.not_working'],
    ['since the update I cannot switch off the buzz for new mail', 'app.update'],
  ])('of "%s" is %s', async (text, topic) => expect((await one({ text })).topics.map(({ id }) => id)).toContain(topic))

  test.each(['same trouble here', 'me as well, since noon', 'it works again, thx', 'ok will try, thanks'])(
    'of "%s" is none',
    async (text) => expect((await one({ text })).topics).toEqual([]),
  )
})
