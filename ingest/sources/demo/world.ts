/** The demo's company: Halden makes kitchen appliances and an app, sells online, and ships with four carriers. */
export const products = ['K3', 'K5', 'CM-40', 'CM-20', 'B2', 'T1', 'AF-6'] as const
export const carriers = ['Nordfracht', 'Speedline', 'PostNova', 'GLX'] as const
export const regions = ['North', 'South', 'East', 'West', 'Capital'] as const
export const lots = ['2608-A', '2609-A', '2609-B', '2610-A', '2610-B'] as const

/** The company's lists of entities, as in a configuration. */
export const demoLists = {
  product: [
    { name: 'K3', aliases: ['kettle K3', 'K3 kettle'] },
    { name: 'K5', aliases: ['kettle K5'] },
    { name: 'CM-40', aliases: ['CM40'] },
    { name: 'CM-20', aliases: ['CM20'] },
    { name: 'B2', aliases: ['B2 blender'] },
    { name: 'T1', aliases: ['T1 toaster'] },
    { name: 'AF-6', aliases: ['AF6'] },
    { name: 'Halden app' },
  ],
  carrier: carriers.map((name) => ({ name })),
  region: regions.map((name) => ({ name, aliases: [`region ${name}`] })),
  supplier: [
    { name: 'Veld Plastics' },
    { name: 'Orsa Glass' },
    { name: 'Klarpay', aliases: ['klar pay'] },
    { name: 'Paylane' },
  ],
  lot: [
    { name: '2608-A', implies: { supplier: 'Orsa Glass' } },
    { name: '2609-A', implies: { supplier: 'Orsa Glass' } },
    { name: '2609-B', implies: { supplier: 'Veld Plastics' } },
    { name: '2610-A', implies: { supplier: 'Veld Plastics' } },
    { name: '2610-B', implies: { supplier: 'Veld Plastics' } },
  ],
  version: ['4.0', '4.1', '4.2'].map((name) => ({ name, aliases: [`v${name}`] })),
  competitor: [{ name: 'Brewster' }, { name: 'Kitchwell' }],
}

/** The demo's planning data: the company's lots, carriers and suppliers. */
export const demoPlanningData = new URL('./planning-data.csv', import.meta.url)

export interface Incident {
  name: string
  kind: 'incident' | 'trap'
  department: string
  topic: string
  driver: { dimension: string; value: string }
  /** Hours before (−) or after the anchor. */
  startsAtHour: number
  /** Additional mentions per hour, `h` hours after the start. */
  perHour: (h: number) => number
  /** Share of the additional mentions that name the driver. */
  driverShare: number
  /** Other values that most of them name, by dimension. */
  also?: Record<string, string>
}

/** An outbreak: reaches `peak` within a few minutes and falls to a third of it within a few hours. */
const breaksOut = (peak: number) => (h: number) =>
  peak * Math.min(1, (h + 0.05) / 0.1) * (1 / 3 + (2 / 3) * Math.exp(-h / 2))
/** `few` mentions per hour for `quietHours`, then `then`. */
const after = (quietHours: number, few: number, then: (h: number) => number) => (h: number) =>
  h < quietHours ? few : then(h - quietHours)
/** Ends an incident: the full rate for 16 hours, then down to zero over 24 hours. */
const fades = (rate: (h: number) => number) => (h: number) => rate(h) * (h < 16 ? 1 : Math.max(0, 1 - (h - 16) / 24))

export const incidents: Incident[] = [
  {
    name: 'Nordfracht depot at a standstill in the north',
    kind: 'incident',
    department: 'logistics',
    topic: 'delivery.late',
    driver: { dimension: 'carrier', value: 'Nordfracht' },
    startsAtHour: -5,
    perHour: fades(breaksOut(100)),
    driverShare: 0.85,
    also: { region: 'North' },
  },
  {
    name: 'App 4.2 loses its pairing (starts small)',
    kind: 'incident',
    department: 'product',
    topic: 'app.pairing',
    driver: { dimension: 'version', value: '4.2' },
    startsAtHour: -6.5,
    perHour: fades(after(2, 1, breaksOut(95))),
    driverShare: 0.92,
    also: { product: 'Halden app' },
  },
  {
    name: 'Hopper of the CM-40 cracks, a lot of one supplier',
    kind: 'incident',
    department: 'procurement',
    topic: 'supply.material',
    driver: { dimension: 'product', value: 'CM-40' },
    startsAtHour: -4.5,
    perHour: fades(breaksOut(75)),
    driverShare: 0.95,
    also: { lot: '2610-B' },
  },
  {
    name: 'Refunds through Klarpay do not arrive',
    kind: 'incident',
    department: 'support',
    topic: 'billing.refund',
    driver: { dimension: 'supplier', value: 'Klarpay' },
    startsAtHour: -3.5,
    perHour: fades(breaksOut(90)),
    driverShare: 0.85,
  },
  {
    name: 'Kettle K3 gets dangerously hot (few mentions, but severe)',
    kind: 'incident',
    department: 'product',
    topic: 'safety.overheating',
    driver: { dimension: 'product', value: 'K3' },
    startsAtHour: -2.5,
    perHour: fades(breaksOut(50)),
    driverShare: 0.95,
  },
  {
    name: 'A giveaway post is reposted widely',
    kind: 'trap',
    department: 'marketing',
    topic: 'marketing.campaign',
    driver: { dimension: 'source', value: 'bluesky' },
    startsAtHour: -4,
    perHour: (h) => 70 * Math.exp(-h / 6),
    driverShare: 1,
  },
]
