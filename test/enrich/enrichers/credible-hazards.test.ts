import { describe, expect, test } from 'vitest'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openPipeline } from '../../../enrich/enrichers/pipeline.ts'

// Written while the rules were: they guard against a fall, and do not measure unseen texts.
const pipeline = openPipeline(readTaxonomy(), {
  product: [{ name: 'K3' }],
  competitor: [{ name: 'Kitchwell' }],
})
const one = async (text: string) => (await pipeline([{ text }]))[0]!

describe('a credible report of harm has its hazard, and is critical', () => {
  test.each([
    ['The lid of the pressure cooker flew off and burned my arm', 'injury'],
    ['my husband sliced his finger on the grater, five stitches', 'injury'],
    ['Shelf came down on my daughter’s head, she is bleeding', 'injury'],
    ['the zip of the jacket cut my son under the chin', 'injury'],
    ['Our toddler got her hand trapped in the folding chair', 'injury'],
    ['boiling water poured over my legs when the handle snapped off', 'injury'],
    ['chair collapsed while I was sitting on it, hurt my back badly', 'injury'],
    ['Second-degree burns after using the heating pad as told in the manual', 'injury'],
    ['my skin came out in a rash all over my face after one use of the cream', 'injury'],
    ['brakes failed on the e-bike while riding downhill, I broke my wrist', 'injury'],
    ['We ended up in the emergency room because of your trampoline', 'injury'],
    ['The bottle shattered and a piece of glass flew into my eye', 'injury'],
    ['Love the stroller but the front wheel came off and the baby hit her head', 'injury'],
    ['wife had an allergic reaction, no nuts on the label!', 'injury'],
    ['driver braked hard and my mum hit her head on the seat', 'injury'],
    ['My two-year-old swallowed a magnet that fell out of the toy', 'swallowing'],
    ['the eye of the teddy came off and my baby choked on it', 'swallowing'],
    ['our dog swallowed the squeaker part, vet says surgery', 'swallowing'],
    ['grandson nearly choked on a button that came off the shirt', 'swallowing'],
    ['she swallowed a button battery from your remote, the cover does not lock', 'swallowing'],
    ['The charger caught fire last night while we slept', 'fire'],
    ['Smoke came out of the back of the tumble dryer', 'fire'],
    ['plug melted into the socket, burn marks on the wall', 'fire'],
    ['my power bank is swollen and hissing', 'fire'],
    ['flames shot out of the toaster, kitchen is black', 'fire'],
    ['K3 kettle smells of burning plastic and the base is charred', 'fire'],
    ['why does the adapter get so hot I cannot touch it', 'fire'],
    ['Heater set the curtain on fire', 'fire'],
    ['The glass jug exploded in my hands', 'explosion'],
    ['vape blew up, battery all over the car', 'explosion'],
    ['your soda bottle exploded in the fridge', 'explosion'],
    ['got an electric shock from the coffee machine this morning', 'shock'],
    ['touched the tap and the boiler zapped me, serious current', 'shock'],
    ['my kid was electrocuted by the lamp, he is ok', 'shock'],
    ['found a piece of metal in the baby food', 'contamination'],
    ['There was a live maggot in my salad box', 'contamination'],
    ['half the family has food poisoning from the chicken we ordered', 'contamination'],
    ['mould inside the sealed yoghurt, best before next month', 'contamination'],
    ['both cats were vomiting after eating the new kibble', 'contamination'],
    ['bit on a shard of glass in your pasta sauce', 'contamination'],
    ['Lab test shows lead in the glaze of your mugs', 'contamination'],
    ['I logged in and saw another customer’s invoices and address', 'dataLeak'],
    ['Your app shows me someone else’s bank statements', 'dataLeak'],
    ['my personal data was leaked by your shop, I get calls with my order number', 'dataLeak'],
    ['you sent me the medical file of another patient', 'dataLeak'],
    ['data breach at your company and I hear it from my bank, my card was used', 'dataLeak'],
    ['The hinge pinched my daughter’s finger and the nail came off', 'injury'],
    ['our baby rolled out because the cot side dropped, bump on her head', 'injury'],
    ['The blender started by itself while I cleaned it and cut two of my fingers', 'injury'],
    ['I slipped because the shower mat does not stick, broke my hip', 'injury'],
    ['hot oil sprayed out of the air fryer onto my face', 'injury'],
    ['Treadmill suddenly sped up and threw my dad off, he has a concussion', 'injury'],
    ['my son put the little wheel in his mouth and almost suffocated', 'swallowing'],
    ['cat ate the tinsel, emergency vet, nearly died', 'swallowing'],
    ['Your heated blanket left scorch marks on my bed, I woke up to smoke', 'fire'],
    ['the battery pack started hissing and burst into flames in the garage', 'fire'],
    ['woke up to the smell of burning, the night light had melted', 'fire'],
    ['sparks flying out of the hair dryer', 'fire'],
    ['pan lid exploded on the hob', 'explosion'],
    ['my husband got zapped by the lawn mower', 'shock'],
    ['sink tap gave me an electric shock', 'shock'],
    ['there’s a screw in my cereal', 'contamination'],
    ['found a dead cockroach in the frozen peas', 'contamination'],
    ['my whole family was throwing up all night after your sushi', 'contamination'],
    ['the baby formula smells of chemicals and my son had diarrhea after it', 'contamination'],
    ['customer service emailed me a spreadsheet with other customers’ addresses', 'dataLeak'],
    ['I can see a stranger’s camera feed in your app', 'dataLeak'],
    ['somebody else’s prescriptions show up in my account', 'dataLeak'],
  ])('%s', async (text, hazard) => {
    const { hazards, severity } = await one(text)
    expect([hazards, severity]).toEqual([expect.arrayContaining([hazard]), 'critical'])
  })
})

describe('jokes, news, shows, questions, denials, advertisements and other products report no hazard', () => {
  test.each([
    'Love my new Fire TV stick, setup took two minutes',
    'killer deal on the headphones today',
    'burned 400 calories on the treadmill',
    'almost died laughing at your ad',
    'Looking for court shoes in size 39',
    'this playlist is fire',
    'Read in the news that a rival recalled its heaters after one caught fire',
    'Kitchwell recalls 20,000 kettles because the base can melt',
    'Can the kettle catch fire if it boils dry?',
    'Has anyone had the battery explode?',
    'Would a child choke on these beads?',
    'never burned my hand on it, the cool-touch handle works',
    'no smoke, no smell, perfect',
    'The alarm went off but it was a false alarm, no fire at all',
    'got a shock when I saw the bill',
    'the price is hard to swallow',
    'My phone blew up with notifications after your tweet',
    'Freddie Mercury in concert on your channel tonight',
    'I burned myself two CDs for the road',
    'smoked salmon is back, yum',
    'on the other hand the cut is nice',
    'my heart exploded with joy when the puppy arrived',
    'He broke his leg in last night’s football match',
    'Striker out for two months with a knee injury',
    'I am dying for the new season',
    'The movie where the house burns down was great',
    'My old toaster caught fire so I bought yours, very happy',
    'Unlike my last charger that melted, this one stays cool',
    'I hope it does not catch fire one day lol',
    'If a toddler swallows the magnet, what should I do?',
    'Do you sell fire extinguishers and smoke detectors?',
    'sparks fly between the two hosts, love the show',
    'Delivery guy has my heart, killed it again',
    'He choked up when he saw the gift',
    'The leak of the new phone photos is everywhere',
    'is my data safe with you?',
    'How do you protect my card details from a data breach?',
    'Please delete my account and my data. GDPR.',
    'the trailer gave me chills and burned my eyes haha',
    'stuck in my head all day, that jingle',
    'Explosive growth of your brand, congrats',
    'My package arrived crushed, glass in pieces all over the box',
    'FREE GIVEAWAY: phone that never explodes, click here',
    'According to reports two people were burned by a rival’s fryer',
    'the colour hurts my eyes, please add a dark mode',
    'your support is a joke, I could choke someone',
    'this soup is so hot, love the chili',
    'I saw an article about a scooter battery explosion',
    'Ambulance playmobil set in store today?',
    'knife set is razor sharp, cut tomatoes like butter',
    'stepped away from the grill, smoke everywhere but tasty meat',
    'I recall a blue version, is it still made?',
    'These hot wings set my mouth on fire, delicious',
    'My wallet is bleeding after that sale',
    'This game is explosive, five stars',
    'Fire sale starts tomorrow, who is going?',
    'Heard on the radio that a competitor’s scooters catch fire',
    'I’d rather stab my eyes than call your hotline again',
    'Do the lamps get hot? I have a toddler',
    'Wish this shirt would not choke me, size up',
    'Smoke grey is my favourite colour for this sofa',
    'What a shock, you answered within a minute',
    'The documentary about food poisoning was great',
    'Don’t worry, nobody got burned, the iron works fine',
    'You are killing it, best app of the year',
    'I hurt for the poor kids in that ad',
    'The knife is so sharp you could cut your finger off',
    'data plan leaks money every month',
    'he burned rubber in your new car commercial',
    'My back is killing me, does the chair help with that?',
    'got stitches on my jumper coming loose',
    'cracked my phone screen, glass everywhere, do you repair?',
  ])('%s', async (text) => expect((await one(text)).hazards).toEqual([]))
})

test('the gravest hazard of a text comes first', async () => {
  const { hazards } = await one('the handle of the K3 is scorching hot, burned my hand')
  expect(hazards).toEqual(['injury', 'fire'])
})

test.each([
  'The K3 trips the fuse every time',
  'This toy is a choking hazard',
  'my mother went to the hospital on Monday',
])('a sign is severe and no report: %s', async (text) => {
  const { hazards, severity } = await one(text)
  expect([hazards, severity]).toEqual([[], 'critical'])
})

test('what is told of a competitor is no report, unless an own product is named too', async () => {
  expect((await one('My Kitchwell caught fire')).hazards).toEqual([])
  expect((await one('My K3 caught fire, never had that with Kitchwell')).hazards).toEqual(['fire'])
})
