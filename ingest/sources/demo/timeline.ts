import type { RawMention } from '../../mention/source.ts'
import { randomFrom, type Random } from './random.ts'
import {
  closers,
  firstNames,
  giveaway,
  giveawayWords,
  happyClosers,
  happyOpeners,
  incidentTexts,
  openers,
  textsByTopic,
} from './texts.ts'
import { carriers, incidents, lots, products, regions, type Incident } from './world.ts'

const hourMs = 3_600_000

export const demoSources = ['bluesky', 'mastodon', 'forum', 'tickets', 'shop-reviews', 'app-store'] as const
type DemoSource = (typeof demoSources)[number]
export interface DemoMention extends RawMention {
  source: DemoSource
}

/** Expected mentions per day of each topic without incidents, about 1,150 in all. */
const perDay: Record<string, number> = {
  'delivery.late': 60,
  'delivery.lost': 14,
  'delivery.damaged': 18,
  'delivery.wrong_address': 10,
  'delivery.tracking': 20,
  'delivery.courier': 14,
  'delivery.return_pickup': 9,
  'delivery.customs': 5,
  'order.wrong_item': 10,
  'order.missing_item': 10,
  'order.cancelled': 8,
  'supply.out_of_stock': 20,
  'supply.spare_parts': 16,
  'supply.material': 20,
  'supply.packaging': 8,
  'product.not_working': 36,
  'product.leak': 14,
  'product.noise': 18,
  'product.performance': 20,
  'product.cleaning': 12,
  'product.design': 12,
  'product.manual': 16,
  'product.feature_request': 18,
  'safety.overheating': 4,
  'safety.shock': 2,
  'safety.injury': 1,
  'app.pairing': 30,
  'app.crash': 22,
  'app.login': 20,
  'app.update': 16,
  'app.slow': 12,
  'app.notifications': 9,
  'billing.refund': 28,
  'billing.double_charge': 8,
  'billing.payment': 12,
  'billing.invoice': 9,
  'service.unreachable': 26,
  'service.rude': 14,
  'service.chatbot': 9,
  'service.repair': 16,
  'account.privacy': 5,
  'account.hacked': 6,
  'price.expensive': 16,
  'price.increase': 8,
  'price.voucher': 12,
  'shop.website': 12,
  'shop.store': 10,
  'shop.advice': 34,
  'marketing.campaign': 30,
  'marketing.newsletter': 8,
  'marketing.sponsoring': 7,
  'marketing.sustainability': 8,
  'praise.product': 80,
  'praise.service': 24,
  'praise.delivery': 30,
  chatter: 60,
  spam: 25,
  foreign: 40,
}

/** Relative rate by hour of day (UTC), mean 1: quiet nights, a morning and an evening peak. */
const byHour = [
  0.35, 0.25, 0.2, 0.2, 0.25, 0.4, 0.7, 1.0, 1.25, 1.4, 1.45, 1.4, 1.3, 1.25, 1.25, 1.25, 1.3, 1.4, 1.6, 1.7, 1.6, 1.3,
  0.9, 0.55,
]
/** Relative rate by weekday, Sunday first. */
const byWeekday = [0.8, 1.15, 1.1, 1.05, 1.05, 1.0, 0.85]
const repostShare = 0.03

/** Weights of the sources by topic root, in the order of `demoSources`. The first root that matches is used. */
const sourcesOf: [root: string, weights: number[]][] = [
  ['app', [2, 1, 1, 1, 0, 6]],
  ['billing', [3, 1, 1, 5, 1, 0]],
  ['service', [4, 2, 1, 3, 1, 0]],
  ['delivery', [4, 2, 1, 3, 2, 0]],
  ['praise', [3, 2, 1, 0, 6, 1]],
  ['marketing', [6, 3, 1, 1, 0, 0]],
  ['chatter', [6, 4, 1, 0, 0, 0]],
  ['spam', [6, 2, 2, 0, 0, 0]],
  ['', [3, 2, 2, 2, 3, 0]],
]

/** Every mention of the hour that begins `hour` hours after the anchor, in order of time. The same seed gives the same mentions. */
export function mentionsOfHour(seed: string, anchor: number, hour: number): DemoMention[] {
  const random = randomFrom(seed, hour)
  const from = anchor + hour * hourMs
  const all: DemoMention[] = []
  for (const topic of Object.keys(perDay)) {
    for (let n = random.poisson(expectedPerHour(topic, from)); n > 0; n--)
      all.push(ordinary(random, topic, { from, hour }))
  }
  for (const incident of incidents) all.push(...ofIncident(random, incident, { from, hour }))
  for (const original of all.filter(
    (m) => (m.source === 'bluesky' || m.source === 'mastodon') && random.chance(repostShare),
  )) {
    all.push(repost(random, original, from + hourMs - 1))
  }
  return all
    .toSorted((a, b) => a.createdAt - b.createdAt)
    .map((mention, i) => ({ ...mention, nativeId: `${hour}.${i}` }))
}

/** Expected mentions per hour of a topic without incidents. `at`: epoch ms. */
export function expectedPerHour(topic: string, at: number): number {
  const day = new Date(at)
  return (perDay[topic]! / 24) * byHour[day.getUTCHours()]! * byWeekday[day.getUTCDay()]!
}

interface Hour {
  /** Epoch ms. */
  from: number
  /** Hours after the anchor. */
  hour: number
}
type Slots = Record<string, string>

function ordinary(random: Random, topic: string, hour: Hour): DemoMention {
  const slots = slotsOf(random, hour)
  return write(random, {
    topic,
    template: random.pick(textsByTopic[topic]!),
    slots,
    at: hour.from + random.next() * hourMs,
  })
}

function ofIncident(random: Random, incident: Incident, { from, hour }: Hour): DemoMention[] {
  const all: DemoMention[] = []
  const bins = 12
  for (let bin = 0; bin < bins; bin++) {
    const since = hour + bin / bins - incident.startsAtHour
    if (since < 0) continue
    for (let n = random.poisson(incident.perHour(since) / bins); n > 0; n--) {
      const at = from + ((bin + random.next()) / bins) * hourMs
      all.push(incident.kind === 'trap' ? giveawayRepost(random, at) : affected(random, incident, { from, hour, at }))
    }
  }
  return all
}

function affected(random: Random, incident: Incident, { at, ...hour }: Hour & { at: number }): DemoMention {
  const { dimension, value } = incident.driver
  const named = random.chance(incident.driverShare)
  const slots = slotsOf(random, hour)
  if (named) slots[dimension] = value
  for (const [kind, also] of Object.entries(incident.also ?? {})) if (random.chance(0.8)) slots[kind] = also
  // Who names another product than that of the incident claims no harm.
  const templates = (named ? incidentTexts[incident.topic] : undefined) ?? textsByTopic[incident.topic]!
  const naming = templates.filter((template) => template.includes(`{${dimension}}`))
  return write(random, { topic: incident.topic, template: random.pick(named ? naming : templates), slots, at })
}

function giveawayRepost(random: Random, at: number): DemoMention {
  const source = random.chance(0.85) ? 'bluesky' : 'mastodon'
  return finish(random, { source, at, text: `${random.pick(giveawayWords)}RT @halden: ${giveaway}`, slots: {} })
}

function repost(random: Random, original: DemoMention, until: number): DemoMention {
  const at = original.createdAt + random.next() * (until - original.createdAt)
  return finish(random, {
    source: original.source,
    at,
    text: `RT @${original.author?.handle}: ${original.text}`,
    slots: {},
  })
}

function slotsOf(random: Random, { hour }: { hour: number }): Slots {
  const released = hour > -20 * 24
  return {
    product: random.pick(products),
    carrier: random.pick(carriers),
    region: random.pick(regions),
    lot: random.pick(lots),
    version: released && random.chance(0.35) ? '4.2' : random.chance(0.7) ? '4.1' : '4.0',
    supplier: random.chance(0.4) ? 'Klarpay' : 'Paylane',
    competitor: random.pick(['Brewster', 'Kitchwell']),
    days: String(2 + Math.floor(random.next() * 9)),
    name: random.pick(firstNames),
    order: String(100000 + Math.floor(random.next() * 900000)),
  }
}

function write(random: Random, what: { topic: string; template: string; slots: Slots; at: number }): DemoMention {
  const { topic, slots, at } = what
  const happy = /^(praise|marketing|shop)/.test(topic)
  const plain = ['chatter', 'spam', 'foreign'].includes(topic)
  const body = what.template
    .replace(/\[([^\]]*)\]/g, (_, options: string) => random.pick(options.split('|')))
    .replace(/\{(\w+)\}/g, (_, slot: string) => slots[slot]!)
  const [before, after] = plain
    ? ['', '']
    : happy
      ? [random.pick(happyOpeners), random.pick(happyClosers)]
      : [random.pick(openers), random.pick(closers)]
  const text = mistype(random, before + body + after.replace('{order}', slots.order!))
    .replace(/\s+/g, ' ')
    .trim()
  return finish(random, { source: sourceFor(random, topic), at, text, slots, topic })
}

function sourceFor(random: Random, topic: string): DemoSource {
  const weights = sourcesOf.find(([root]) => topic.startsWith(root))![1]
  let left = random.next() * weights.reduce((a, b) => a + b)
  return demoSources[weights.findIndex((weight) => (left -= weight) < 0)] ?? 'forum'
}

/** One text in eight gets a typing error, one in ten has no capitals. */
function mistype(random: Random, text: string): string {
  const at = 1 + Math.floor(random.next() * (text.length - 2))
  const slipped =
    random.chance(0.12) && /[a-z]{2}/.test(text.slice(at, at + 2))
      ? text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2)
      : text
  return random.chance(0.1) ? slipped.toLowerCase() : slipped
}

/** Completes a mention with an author, a link, and the fields that such a source states. */
function finish(
  random: Random,
  what: { source: DemoSource; at: number; text: string; slots: Slots; topic?: string },
): DemoMention {
  const { source, slots, topic = '' } = what
  const author = Math.floor(random.next() ** 1.5 * 30_000)
  const handle = `${firstNames[author % firstNames.length]!.toLowerCase()}${author}`
  const fields: Record<string, string> = {}
  if (source === 'app-store')
    Object.assign(fields, { product: 'Halden app', version: slots.version!, region: slots.region! })
  if (source === 'tickets' && random.chance(0.6)) fields.region = slots.region!
  if (source === 'shop-reviews' && slots.product && what.text.includes(slots.product)) fields.product = slots.product
  const formats = {
    bluesky: 'post',
    mastodon: 'post',
    forum: 'comment',
    tickets: 'ticket',
    'shop-reviews': 'review',
    'app-store': 'review',
  } as const
  const rated = source === 'shop-reviews' || source === 'app-store'
  return {
    nativeId: '',
    source,
    createdAt: Math.floor(what.at),
    text: what.text,
    format: formats[source],
    url: `https://${source}.example/${handle}/${Math.floor(what.at).toString(36)}`,
    author: { id: `u${author}`, handle, followers: Math.floor(40 / (random.next() + 0.002)) },
    ...(rated && {
      rating: topic.startsWith('praise') ? 5 - Math.floor(random.next() * 1.3) : 1 + Math.floor(random.next() * 2.6),
    }),
    ...(Object.keys(fields).length > 0 && { fields }),
  }
}
