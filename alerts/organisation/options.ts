import { Type, type Static } from 'typebox'
import { quietFields } from './quiet-hours.ts'
import { SubscriptionOptions } from './subscription.ts'

const closed = { additionalProperties: false }
const names = (description: string, ...example: string[]) =>
  Type.Array(Type.String({ minLength: 1 }), { description, examples: [example] })
const channels = names('Receivers, by name.', 'supply-chain')

/** How a company is organised (after Owyang's five models of social business, 2010). */
export const models = ['centralized', 'decentralized', 'hub-and-spoke', 'dandelion', 'honeycomb'] as const
export type Model = (typeof models)[number]

export const roles = ['viewer', 'responder', 'admin'] as const

export const EscalationOptions = Type.Array(
  Type.Object(
    {
      afterMinutes: Type.Number({
        exclusiveMinimum: 0,
        description: 'Minutes without acknowledgement.',
        examples: [15],
      }),
      to: names('People or receivers, by name; `hub` is the hub.', 'luca', 'hub'),
    },
    closed,
  ),
  {
    description: 'Who is notified when nobody acknowledges an alert, step by step.',
    examples: [[{ afterMinutes: 15, to: ['luca'] }]],
  },
)

export const DepartmentOptions = Type.Object(
  {
    channels: Type.Optional(channels),
    timeZone: Type.Optional(
      Type.String({
        description:
          "The IANA time zone of the department's customers, whose hours and days its mentions follow; absent: that of the company.",
        examples: ['America/New_York'],
      }),
    ),
    holidays: Type.Optional(
      Type.Array(Type.String(), {
        description:
          'The countries and regions whose public holidays its customers keep; absent: those of the company.',
        examples: [['US-NY']],
      }),
    ),
    teams: Type.Optional(
      Type.Array(
        Type.Object(
          {
            id: Type.String({ description: 'A name for the team.' }),
            topics: names('Its topics, each with its children.', 'delivery'),
            channels,
          },
          closed,
        ),
        {
          description: 'Teams that are also notified of alerts on their topics.',
        },
      ),
    ),
    escalation: Type.Optional(EscalationOptions),
  },
  closed,
)

export const PersonOptions = Type.Object(
  {
    id: Type.String({
      pattern: '^[\\p{L}\\p{N}._-]+$',
      description: 'The id by which alerts and keys name the person.',
    }),
    name: Type.Optional(Type.String({ minLength: 1, description: 'The name that pages and messages show.' })),
    signIn: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'What the claim of `signIn` or the header of `api.proxy` says for the person; absent: the id.',
        examples: ['luca@halden.example'],
      }),
    ),
    departments: Type.Optional(names('The departments of the person.', 'logistics')),
    units: Type.Optional(names('The units of the person; absent: all.', 'north')),
    hub: Type.Optional(
      Type.Boolean({ description: "Member of the service team; with `units`, of those units' service teams." }),
    ),
    role: Type.Optional(
      Type.Enum([...roles], { description: 'Viewers see, responders act, admins act on everything they see.' }),
    ),
    channels: Type.Optional(names("The person's own receivers, by name.", 'luca-mail')),
    subscriptions: Type.Optional(
      Type.Array(SubscriptionOptions, {
        description: 'Further alerts to send to the person, if the person may see them.',
      }),
    ),
    ...quietFields,
  },
  closed,
)

/**
 * Departments are those of the taxonomy; channels are names of receivers (`notifiers`). A part without channels uses those of its people.
 */
export const OrganisationOptions = Type.Object(
  {
    model: Type.Enum([...models], {
      description: 'Who is notified of alerts, may act on them and sees them; see docs/organisation.md.',
    }),
    hub: Type.Optional(
      Type.Object(
        {
          name: Type.Optional(Type.String({ description: 'The name of the hub, the central service team.' })),
          channels: Type.Optional(names('Receivers of the hub, by name.', 'care')),
          /** For alerts that the hub owns. */
          escalation: Type.Optional(EscalationOptions),
        },
        { ...closed, description: 'The central service team.' },
      ),
    ),
    rollout: Type.Optional(
      names(
        'The departments that use Groundswell; absent: all. Alerts of the others go to the hub.',
        'support',
        'product',
      ),
    ),
    units: Type.Optional(
      Type.Array(
        Type.Object(
          {
            id: Type.String({ minLength: 1, description: 'The id of the business unit.', examples: ['north'] }),
            name: Type.Optional(Type.String({ description: 'Its name.', examples: ['North'] })),
            match: Type.Record(Type.String(), names('Values of the dimension.', 'North'), {
              examples: [{ region: ['North'] }],
              description: 'Dimensions (brand, region, product …) and the values that assign an alert to the unit.',
            }),
            channels: Type.Optional(names("Receivers of the unit's service team, by name.", 'north-care')),
            departments: Type.Optional(
              Type.Record(
                Type.String(),
                Type.Object({ channels: Type.Optional(names('Receivers, by name.', 'north-logistics')) }, closed),
                {
                  description: "Channels of the unit's own departments.",
                  examples: [{ logistics: { channels: ['north-logistics'] } }],
                },
              ),
            ),
          },
          closed,
        ),
        {
          description: 'Business units (brands, regions), for the dandelion model.',
          examples: [[{ id: 'north', match: { region: ['North'] }, channels: ['north-care'] }]],
        },
      ),
    ),
    departments: Type.Optional(
      Type.Record(Type.String(), DepartmentOptions, { description: 'Departments of the taxonomy, by id.' }),
    ),
    people: Type.Optional(Type.Array(PersonOptions, { description: 'The people who act on alerts.' })),
    claimMinutes: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        description: 'Minutes that a claim lasts in the honeycomb model; 30 if absent.',
        examples: [30],
      }),
    ),
  },
  closed,
)
export type OrganisationOptions = Static<typeof OrganisationOptions>
