import { commands, type CommandName } from '../../alerts/alert/alert-command.ts'
import { departments, markOf, type Whose } from './matrix-data.ts'
import { hour, iso, links, now } from './company.ts'

export const roles = ['viewer', 'responder', 'admin', 'hub'] as const
type Row = Record<(typeof roles)[number], number>

export interface Cell {
  /** The path after /api/v1. A list is asked for a department where it has such a filter. */
  url: (of: Whose, freshAlert: string) => string
  body?: (of: Whose, freshAlert: string) => object
  /** Status by role for what is of the own department, and for what is of another one. */
  own: Row
  other: Row
  /** A link or a signature decides, or the body repeats what the department's own people named: it may hold that. */
  byLink?: true
}

const row = (viewer: number, responder: number, admin: number, hub: number): Row => ({ viewer, responder, admin, hub })
const everybody = row(200, 200, 200, 200)
/** Lists answer everybody, and hold what the caller sees. */
const list = (url: (of: Whose) => string): Cell => ({ url, own: everybody, other: everybody })
const one = (url: (of: Whose) => string): Cell => ({ url, own: everybody, other: row(404, 404, 404, 200) })
const change = (ok: number, cell: Omit<Cell, 'own' | 'other'>): Cell => ({
  ...cell,
  own: row(403, ok, ok, ok),
  other: row(403, 404, 404, ok),
})
const department = (of: Whose) => `department=${departments[of]}`
const later = iso(now + hour / 2)

const bodies: Partial<Record<CommandName, (of: Whose, fresh: string) => object>> = {
  assign: () => ({ owner: 'sam' }),
  snooze: () => ({ until: later }),
  handover: () => ({ department: 'support' }),
  comment: () => ({ reason: 'word' }),
  impact: () => ({ status: 'confirmed', expectedUntil: later }),
  verdict: () => ({ verdict: 'useful' }),
  merge: (of) => ({ into: markOf[of] }),
  split: () => ({ topic: 'delivery.late' }),
}
const closed: CommandName[] = ['claim', 'release']

const commandCells = Object.fromEntries(
  commands.map((command): [string, Cell] => {
    const body = bodies[command] ?? (() => ({}))
    const cell = change(200, { url: (_, fresh) => `/alerts/${fresh}/${command}`, body })
    // Claims exist only in the honeycomb model.
    return [
      `${command}Alert`,
      closed.includes(command) ? { ...cell, own: row(403, 403, 403, 403), other: row(403, 404, 404, 403) } : cell,
    ]
  }),
)

/** One entry for every operation of the API. */
export const cells: Record<string, Cell> = {
  ...commandCells,
  callMcp: {
    ...list(() => '/mcp'),
    body: (of) => ({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'list_alerts', arguments: { department: departments[of], limit: 50 } },
    }),
  },
  listAlertDeliveries: one((of) => `/alerts/${markOf[of]}/deliveries`),
  listAlerts: list((of) => `/alerts?limit=200&${department(of)}`),
  getAlert: one((of) => `/alerts/${markOf[of]}`),
  listAlertActions: one((of) => `/alerts/${markOf[of]}/actions`),
  getAlertHistory: one((of) => `/alerts/${markOf[of]}/history`),
  listSilences: list(() => '/silences'),
  createSilence: {
    url: () => '/silences',
    body: (of) => ({ matches: { departments: [departments[of]] }, until: later, reason: markOf[of] }),
    own: row(403, 202, 202, 202),
    other: row(403, 403, 403, 202),
  },
  endSilence: change(202, { url: (of) => `/silences/silence-${markOf[of]}` }),
  // Events and saved views are the whole company's.
  listCompanyEvents: list(() => '/company-events'),
  reportCompanyEvent: {
    url: () => '/company-events',
    body: (of) => ({ kind: 'release', name: '9.0', from: iso(now), departments: [departments[of]] }),
    own: row(403, 202, 202, 202),
    other: row(403, 202, 202, 202),
  },
  // Without a file.
  uploadCompanyEvents: {
    url: () => '/company-events.csv',
    own: row(403, 400, 400, 400),
    other: row(403, 400, 400, 400),
  },
  removeCompanyEvent: {
    url: () => '/company-events/none',
    own: row(403, 404, 404, 404),
    other: row(403, 404, 404, 404),
  },
  listIncidents: list((of) => `/incidents?${department(of)}`),
  exportIncidents: list((of) => `/incidents.csv?${department(of)}`),
  listImpacts: list(() => '/impacts'),
  exportImpacts: list(() => '/impacts.csv'),
  listDeliveries: list(() => '/deliveries?limit=500'),
  listReportDeliveries: list(() => '/report-deliveries'),
  getOrganisation: list(() => '/organisation'),
  listViews: list(() => '/views'),
  saveView: {
    url: () => '/views',
    body: () => ({ name: 'A view', query: { by: 'product' } }),
    own: row(202, 202, 202, 202),
    other: row(202, 202, 202, 202),
  },
  removeView: {
    url: () => '/views/none',
    own: row(404, 404, 404, 404),
    other: row(404, 404, 404, 404),
  },
  compareLaunches: {
    url: () => '/comparison?event=none',
    own: row(404, 404, 404, 404),
    other: row(404, 404, 404, 404),
  },
  exportSeries: list((of) => `/series.csv?by=product&bucket=day&${department(of)}`),
  exportSeriesAsJsonLines: list((of) => `/series.jsonl?by=product&bucket=day&${department(of)}`),
  exportSeriesAsParquet: list((of) => `/series.parquet?by=product&bucket=day&${department(of)}`),
  getTotals: list((of) => `/totals?by=product&${department(of)}`),
  getSeries: list((of) => `/series?by=product&bucket=day&${department(of)}`),
  exportMentionsAsCsv: list((of) => `/mentions.csv?q=${markOf[of]}`),
  exportMentionsAsJsonLines: list((of) => `/mentions.jsonl?q=${markOf[of]}`),
  exportMentionsAsParquet: list((of) => `/mentions.parquet?q=${markOf[of]}`),
  // A query cannot be narrowed to departments.
  runSql: {
    url: () => '/sql',
    body: () => ({ query: 'SELECT * FROM mentions_v' }),
    own: row(403, 403, 403, 200),
    other: row(403, 403, 403, 200),
  },
  listMentions: list((of) => `/mentions?q=${markOf[of]}`),
  countMentions: list((of) => `/mentions/facets?${department(of)}`),
  getMention: one((of) => `/mentions/${encodeURIComponent(`forum:${markOf[of]}-0`)}`),
  getMentionContext: one((of) => `/mentions/${encodeURIComponent(`forum:${markOf[of]}-0`)}/context`),
  getAuthor: one((of) => `/authors/${encodeURIComponent(`forum:${markOf[of]}-0`)}`),
  correctMention: change(202, {
    url: (of) => `/mentions/${encodeURIComponent(`forum:${markOf[of]}-0`)}/correction`,
    body: () => ({ sentiment: 'neutral' }),
  }),
  listReview: list((of) => `/review?limit=200&${department(of)}`),
  suggestTopics: list((of) => `/review/suggestions?${department(of)}`),
  listDismissedTerms: list((of) => `/review/dismissals?${department(of)}`),
  dismissTerm: change(202, {
    url: (of) => `/review/suggestions/term-${markOf[of]}/dismissal`,
    body: () => ({ kind: 'known' }),
  }),
  restoreTerm: change(202, { url: (of) => `/review/dismissals/dismissal-${markOf[of]}` }),
  getTaxonomy: list(() => '/taxonomy'),
  exportTaxonomy: list(() => '/taxonomy.yaml'),
  // Topics are the whole company's. The test labels nothing, so there is no preview.
  editTaxonomy: {
    url: () => '/taxonomy/edits',
    body: () => ({ kind: 'change', topic: 'delivery.late', name: 'Late' }),
    own: row(403, 403, 202, 202),
    other: row(403, 403, 202, 202),
  },
  previewTaxonomyEdit: {
    url: () => '/taxonomy/preview',
    body: () => ({ kind: 'change', topic: 'delivery.late', name: 'Late' }),
    own: row(403, 403, 503, 503),
    other: row(403, 403, 503, 503),
  },
  listDepartments: list(() => '/departments'),
  listTopics: list(() => '/topics'),
  getStatus: list(() => '/status'),
  listSources: list(() => '/sources'),
  listCoverageGaps: list(() => '/sources/gaps'),
  listAccounts: list(() => '/accounts'),
  exportAccounts: list(() => '/accounts.csv'),
  // An erasure concerns the whole company.
  eraseAuthor: {
    url: (of) => `/authors/${markOf[of]}?dryRun=true`,
    own: row(403, 403, 200, 403),
    other: row(403, 403, 200, 403),
  },
  eraseMention: {
    url: (of) => `/mentions/${encodeURIComponent(`forum:${markOf[of]}-0`)}?dryRun=true`,
    own: row(403, 403, 200, 403),
    other: row(403, 403, 404, 403),
  },
  listKeys: { url: () => '/keys', own: row(403, 403, 200, 403), other: row(403, 403, 200, 403) },
  getSession: list(() => '/session'),
  // Whoever has no valid key gets no session, and signing out needs none.
  signIn: {
    url: () => '/session',
    body: () => ({ key: 'gsw_none' }),
    own: row(401, 401, 401, 401),
    other: row(401, 401, 401, 401),
  },
  signOut: { url: () => '/session', own: everybody, other: everybody },
  listAudit: {
    url: () => '/audit?limit=200',
    own: row(403, 403, 200, 200),
    other: row(403, 403, 200, 200),
    byLink: true,
  },
  exportReport: list(() => '/report.csv'),
  getReport: list(() => '/report'),
  getAssessment: list(() => '/assessment'),
  getAlertQuality: list(() => '/alert-quality'),
  // Settings are the whole company's. The body is refused, so that none starts.
  listBacktests: { url: () => '/backtests', own: row(403, 403, 200, 200), other: row(403, 403, 200, 200) },
  getBacktest: { url: () => '/backtests/none', own: row(403, 403, 404, 404), other: row(403, 403, 404, 404) },
  startBacktest: {
    url: () => '/backtests',
    body: () => ({ weeks: 0 }),
    own: row(403, 403, 400, 400),
    other: row(403, 403, 400, 400),
  },
  cancelBacktest: { url: () => '/backtests/none', own: row(403, 403, 404, 404), other: row(403, 403, 404, 404) },
  listenToEvents: list(() => '/events'),
  getConfirmation: { ...list((of) => confirmation(markOf[of])), byLink: true },
  confirmImpact: {
    ...list((of) => confirmation(markOf[of])),
    body: () => ({ status: 'potential' }),
    byLink: true,
  },
  receiveWebhook: {
    url: () => '/webhooks/none',
    body: () => ({}),
    own: row(404, 404, 404, 404),
    other: row(404, 404, 404, 404),
    byLink: true,
  },
}

const confirmation = (alertId: string) => `/confirmations/${links.toToken({ alertId, person: 'sam' }, now)}`
