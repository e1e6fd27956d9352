import { describe, expect, test } from 'vitest'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openPipeline } from '../../../enrich/enrichers/pipeline.ts'

// Written while the rules and examples were: they guard against a fall, and do not measure unseen texts.
const pipeline = openPipeline(readTaxonomy(), {})
const one = async (text: string) => (await pipeline([{ text }]))[0]!

describe('what endangers somebody is critical, whatever the mood, and has its topic', () => {
  test.each([
    ['My two year old swallowed a button battery out of your remote', 'safety.injury'],
    ['Lid of the blender came loose and the blade sliced my thumb open', 'safety.injury'],
    ['got burnt on the hand when the pressure cooker opened by itself', 'safety.injury'],
    ['The cord of the blind was wrapped around her neck', 'safety.injury'],
    ['grandson choked on a wheel that came off the toy car', 'safety.injury'],
    ['Lab test says the glaze contains lead', 'safety.injury'],
    ['The dresser toppled onto our toddler, he has a concussion', 'safety.injury'],
    ['bit into a shard of glass in your pasta sauce', 'safety.injury'],
    ['there was a piece of blue plastic in my burger', 'safety.injury'],
    ['Baby food jar was full of mould, best before next year', 'safety.injury'],
    ['both cats were vomiting after eating the new kibble', 'safety.injury'],
    ['we ended up in the emergency room because of your scooter', 'safety.injury'],
    ['The brakes failed while I was riding downhill', 'safety.injury'],
    ['whole family had food poisoning from the chicken', 'safety.injury'],
    ['She was gasping and could hardly breathe after using the spray', 'safety.injury'],
    ['Found a dead mouse in the bag of oats', 'safety.injury'],
    ['love the jumper but the zip cut my son’s neck', 'safety.injury'],
    ['Great stroller, sadly the front wheel came off and my baby hit his head', 'safety.injury'],
    ['the washing machine gave my wife an electric shock', 'safety.shock'],
    ['Charger caught fire at night, smoke everywhere', 'safety.overheating'],
    ['the power bank is swollen and hissing', 'safety.overheating'],
    ['The hair dryer sparked and flames came out of the back', 'safety.overheating'],
    ['Heater melted the socket', 'safety.overheating'],
    ['vape exploded in his pocket, second degree burns', 'safety.injury'],
    ['I logged in and I can see another customer’s bank statements', 'account.privacy'],
    ['my details were leaked, somebody called me with my account number', 'account.privacy'],
  ])('%s', async (text, topic) => {
    const { severity, topics } = await one(text)
    expect([severity, topics.map(({ id }) => id)]).toEqual(['critical', expect.arrayContaining([topic])])
  })
})

describe('a weighty word in harmless meaning is low or medium', () => {
  test.each([
    'When is the Fire HD 10 back in stock?',
    'Do you have a fire truck costume for age 5?',
    'Your new single is fire',
    'killer app, love it',
    'Is there a smoke detector holder in white?',
    'smoked salmon bagels are back on the menu',
    'I burned through the whole season in one weekend',
    'can I book a court for Tuesday at your tennis club',
    'got a shock when I saw the bill',
    'The price was hard to swallow',
    'My phone blew up with notifications after the post',
    'Sue from the help desk was lovely',
    'Do you sell the police car in blue?',
    'This song is stuck in my head all day',
    'Would a child choke on these beads?',
    'silicone moulds for muffins, how many in a pack?',
    'I recall a blue version, is it still made?',
    'lead time for the oak table?',
    'Is the kettle safe, can it catch fire if it boils dry?',
    'Ambulance playmobil set, in store today?',
    'I am shocked how fast that was, thank you',
    'on the other hand the cut of the shirt is nice',
  ])('%s', async (text) => expect(['low', 'medium']).toContain((await one(text)).severity))
})

test.each([
  'Our lawyer will write to you',
  'I will sue you',
  'see you in court',
  'I reported you to the police',
  'This is a scam',
])('%s is high', async (text) => expect((await one(text)).severity).toBe('high'))

test('a taxonomy without safety topics gets the severity only', async () => {
  const { topics } = readTaxonomy()
  const small = { ...readTaxonomy(), topics: topics.filter(({ id }) => !id.startsWith('safety')) }
  const [found] = await openPipeline(small, {})([{ text: 'The charger caught fire' }])
  expect([found!.severity, found!.topics.filter(({ id }) => id.startsWith('safety'))]).toEqual(['critical', []])
})
