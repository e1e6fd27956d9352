import { Type, type Static } from 'typebox'
import { lifecycleDefaults, LifecycleOptions } from '../alerts/alert/lifecycle.ts'
import { PlannedEventsOptions } from '../alerts/detection/planned-events.ts'
import type { NotifierOptions } from '../alerts/notifiers/registry.ts'
import { hazardDefaults, HazardOptions } from '../alerts/hazards/policy.ts'
import { notificationDefaults, NotificationOptions } from '../alerts/notify/settings.ts'
import { OrganisationOptions } from '../alerts/organisation/options.ts'
import { WorthOptions } from '../alerts/report/worth-schema.ts'
import { plannersDefaults, PlannersOptions } from '../alerts/planners/make-card.ts'
import { ProviderOptions } from '../api/identity/provider-options.ts'
import { ProxyOptions } from '../api/identity/proxy.ts'
import { EntityListsOptions } from '../enrich/enrichers/entities.ts'
import { WatchOptions } from '../ingest/match/matcher.ts'
import { RedactionOptions } from '../ingest/redact/redaction-options.ts'
import { RetentionOptions } from '../ingest/retention.ts'
import { kafkaSecurity } from '../infra/log/kafka/security.ts'
import type { SourceOptions } from '../ingest/sources/registry.ts'

const closed = { additionalProperties: false }

/** The whole configuration. Each module defines the schema of its own options. Defaults are in `defaults`. */
export const Config = Type.Object(
  {
    data: Type.String({
      description: 'The folder of the embedded log and store; `start` also keeps its secrets there.',
    }),
    log: Type.String({
      pattern: '^(embedded|kafka://.+)$',
      description: 'The event log: `embedded` (SQLite) or `kafka://host:port,…`.',
      examples: ['kafka://broker-1:9092,broker-2:9092'],
    }),
    kafka: Type.Object(
      {
        ...kafkaSecurity,
        replication: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: 32_767,
            description:
              'Replicas of the topics that Groundswell creates. Absent: 3, or the number of brokers if there are fewer.',
            examples: [3],
          }),
        ),
      },
      { ...closed, description: 'How `log` connects and signs in to a Kafka cluster.' },
    ),
    store: Type.Optional(
      Type.String({
        pattern: '^https?://',
        description: 'URL of a ClickHouse server. Absent: an embedded server.',
        examples: ['http://user:${CLICKHOUSE_PASSWORD}@clickhouse:8123'],
      }),
    ),
    storeCluster: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'With a store by URL: the name of the cluster, in its `remote_servers`, over whose shards the tables are distributed. Absent: the tables are on this server only, as on ClickHouse Cloud, which replicates them itself.',
        examples: ['groundswell'],
      }),
    ),
    sqlStore: Type.Optional(
      Type.String({
        pattern: '^https?://',
        description:
          'With a store by URL: the same server with a login that may only read the views of docs/sql.md, for `POST /api/v1/sql`. Absent: that is refused.',
        examples: ['http://sql:${SQL_PASSWORD}@clickhouse:8123'],
      }),
    ),
    logLevel: Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      description: 'The least severe log lines that are written.',
    }),
    api: Type.Object(
      {
        host: Type.String({ description: 'The address that the API and the dashboard listen on.' }),
        port: Type.Integer({
          minimum: 0,
          maximum: 65535,
          description: 'The port of the API and the dashboard; 0 = any free port.',
        }),
        url: Type.Optional(
          Type.String({
            pattern: '^https?://[^/]+$',
            description: 'The public URL of the dashboard, for links in messages. Absent: built from host and port.',
            examples: ['https://groundswell.example'],
          }),
        ),
        withoutKey: Type.Boolean({
          description:
            'Whether everybody who reaches the API may use it without an API key until one is created. Otherwise only this machine may, and an address that others reach is refused at start. Set it behind a proxy with a sign-in of its own, and `api.url`: only that name and those of this machine are answered then.',
        }),
        key: Type.Optional(
          Type.String({
            minLength: 1,
            description:
              'The API key with which commands ask this API when it runs (`groundswell mcp`); best set by GROUNDSWELL_API_KEY.',
            examples: ['gsw_…'],
          }),
        ),
        proxy: Type.Optional(ProxyOptions),
        session: Type.Object(
          {
            idleHours: Type.Number({
              minimum: 0.1,
              maximum: 720,
              description: 'Hours without a request after which a browser must sign in again.',
            }),
            days: Type.Number({
              exclusiveMinimum: 0,
              maximum: 90,
              description: 'Days after the sign-in when it must do so in any case.',
            }),
          },
          closed,
        ),
      },
      closed,
    ),
    probes: Type.Optional(
      Type.Object(
        {
          host: Type.Optional(
            Type.String({ description: 'The address that they listen on. Absent: 127.0.0.1.', examples: ['0.0.0.0'] }),
          ),
          port: Type.Integer({ minimum: 0, maximum: 65535, description: '0 = any free port.', examples: [9464] }),
        },
        {
          ...closed,
          description:
            'Where a process without the stage `api` answers `/healthz`, `/readyz` and `/metrics`; the API answers them on its own port. Absent: nowhere.',
        },
      ),
    ),
    signIn: Type.Optional(ProviderOptions),
    timeZone: Type.String({
      description:
        "The IANA time zone of the company's customers: what is expected follows its hours, days and changes of clocks.",
      examples: ['Europe/Berlin'],
    }),
    holidays: Type.Array(Type.String(), {
      description:
        'Countries (`DE`) and regions (`US-NY`, `DE-BY-EVANG`) whose public holidays customers keep: a Sunday is expected then.',
      examples: [['DE', 'US-NY']],
    }),
    sources: Type.Array(Type.Unknown(), { description: 'Where mentions come from. Without sources the demo runs.' }),
    watch: WatchOptions,
    retention: RetentionOptions,
    redaction: RedactionOptions,
    notifiers: Type.Array(Type.Unknown(), { description: 'Where notifications go.' }),
    taxonomy: Type.Optional(
      Type.String({
        description:
          'Topics and departments: a preset, as `preset:airline` (`groundswell taxonomy list` names them all), or a YAML file. Absent: `preset:goods`.',
        examples: ['preset:airline'],
      }),
    ),
    accounts: Type.Optional(
      Type.String({
        description:
          "A CSV file of the company's own accounts with the columns platform, handle, owner; optional: unit, last_post_at, last_reply_at.",
        examples: ['./accounts.csv'],
      }),
    ),
    knownIssues: Type.Optional(
      Type.String({
        description:
          'A YAML or CSV file of events: releases, launches, promotions, incidents, status reports, recalls, fixes and notes; relative to the configuration file. Columns: id, kind, name, from; optional: until, fixedAt, fixes, topics, departments, products, versions.',
        examples: ['./known-issues.yaml'],
      }),
    ),
    /** The names that mentions can contain: products, carriers, lots … */
    entities: EntityListsOptions,
    enrich: Type.Object(
      {
        workers: Type.Integer({ minimum: 1, maximum: 64, description: 'Threads that classify mentions.' }),
        secondOpinionsPerMinute: Type.Integer({
          minimum: 0,
          maximum: 3_000,
          description:
            'How many unsure texts of the review queue the sentence encoder labels per minute; 0 = off. Needs two optional packages.',
        }),
      },
      closed,
    ),
    alarmBudget: Type.Object(
      {
        perDepartmentPerWeek: Type.Number({
          exclusiveMinimum: 0,
          description: 'False alarms that a department accepts in a week. Detection sets its thresholds by it.',
        }),
      },
      closed,
    ),
    gates: Type.Object(
      {
        mentions: Type.Integer({ minimum: 1, description: 'Minimum number of mentions in a spike.' }),
        authors: Type.Integer({ minimum: 1, description: 'Minimum number of distinct authors in a spike.' }),
        texts: Type.Integer({ minimum: 1, description: 'Minimum number of distinct texts in a spike.' }),
        ratio: Type.Number({ minimum: 1, description: 'Minimum ratio of the observed to the expected count.' }),
      },
      closed,
    ),
    /** Injury, fire, a swallowed part, contamination or a data leak: one credible report alerts. */
    hazards: HazardOptions,
    /** Launches, promotions, sales: more mentions are expected then. */
    plannedEvents: PlannedEventsOptions,
    /** When an alert resolves, reopens, and is notified again. */
    lifecycle: LifecycleOptions,
    /** Who is notified, who may act, who sees which alerts. */
    organisation: OrganisationOptions,
    /** Planning data, and when an impact counts as confirmed or high. */
    planners: PlannersOptions,
    /** Grouping, timing and muting of notifications. */
    notifications: NotificationOptions,
    worth: Type.Optional(WorthOptions),
    backup: Type.Object(
      {
        folder: Type.Optional(
          Type.String({
            description: 'Where `start` writes backups, each in a folder of its own. Absent: none are made.',
            examples: ['/var/backups/groundswell'],
          }),
        ),
        every: Type.String({ description: 'When backups are made: a cron expression in UTC.' }),
        keep: Type.Integer({ minimum: 1, description: 'How many of the newest backups are kept in the folder.' }),
        server: Type.Optional(
          Type.String({
            pattern: '^[A-Za-z0-9]+\\(.*\\{name\\}.*\\)$',
            description:
              "With a store by URL: where its server keeps backups, as a destination of ClickHouse's BACKUP. Absent: `File('{name}')`, in the server's `backups.allowed_path`.",
            examples: ["Disk('backups', '{name}')"],
          }),
        ),
      },
      closed,
    ),
    audit: Type.Object(
      { keepDays: Type.Integer({ minimum: 1, description: 'Days for which the audit log is kept.' }) },
      closed,
    ),
    traces: Type.Object(
      {
        url: Type.Optional(
          Type.String({
            pattern: '^https?://',
            description:
              'Where OpenTelemetry traces are exported, by OTLP/HTTP. Absent: OTEL_EXPORTER_OTLP_TRACES_ENDPOINT or OTEL_EXPORTER_OTLP_ENDPOINT; without these, nothing is traced.',
            examples: ['http://collector:4318/v1/traces'],
          }),
        ),
        sample: Type.Optional(
          Type.Number({
            minimum: 0,
            maximum: 1,
            description:
              'The share of new traces that is recorded. A request with a `traceparent` keeps the decision of its sender. Absent: OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG; without these, 1.',
            examples: [0.01],
          }),
        ),
      },
      { ...closed, description: 'OpenTelemetry traces of mentions, alerts and notifications (docs/operations.md).' },
    ),
    allowPrivate: Type.Array(Type.String(), {
      description: 'Hosts (or host:port) with a private address that sources and notifiers may connect to.',
    }),
  },
  closed,
)

export type Config = Readonly<
  Omit<Static<typeof Config>, 'sources' | 'notifiers'> & {
    sources: SourceOptions[]
    notifiers: NotifierOptions[]
    /** The file it was read from; undefined = none. */
    file: string | undefined
  }
>

export const defaults = {
  data: './data',
  log: 'embedded',
  kafka: {},
  logLevel: 'warn',
  api: { host: '127.0.0.1', port: 8080, withoutKey: false, session: { idleHours: 8, days: 7 } },
  timeZone: 'UTC',
  holidays: [],
  sources: [],
  watch: [],
  retention: {},
  redaction: {},
  notifiers: [{ type: 'console' }],
  entities: {},
  enrich: { workers: 1, secondOpinionsPerMinute: 0 },
  alarmBudget: { perDepartmentPerWeek: 3 },
  gates: { mentions: 5, authors: 4, texts: 4, ratio: 2 },
  hazards: hazardDefaults,
  plannedEvents: [],
  lifecycle: lifecycleDefaults,
  organisation: { model: 'hub-and-spoke' },
  planners: plannersDefaults,
  notifications: notificationDefaults,
  backup: { every: '40 2 * * *', keep: 7 },
  audit: { keepDays: 730 },
  traces: {},
  allowPrivate: [],
}

/** A file of `alarmBudget` and `gates`, for backtests. */
export const Rule = Type.Object(
  {
    alarmBudget: Type.Optional(Config.properties.alarmBudget),
    gates: Type.Optional(Type.Partial(Config.properties.gates, closed)),
  },
  closed,
)
