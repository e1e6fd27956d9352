import { Type, type Static } from 'typebox'

const closed = { additionalProperties: false }

/** The key `signIn` of the configuration. */
export const ProviderOptions = Type.Object(
  {
    issuer: Type.String({
      pattern: '^https?://[^?#]+$',
      description: 'The OpenID provider: the URL under which it publishes `/.well-known/openid-configuration`.',
      examples: ['https://id.halden.example'],
    }),
    clientId: Type.String({
      minLength: 1,
      description: 'The id of Groundswell at the provider.',
      examples: ['groundswell'],
    }),
    clientSecret: Type.String({
      minLength: 16,
      description: 'Its secret there.',
      examples: ['${SIGN_IN_SECRET}'],
    }),
    claim: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'The claim that names the person: it must equal `signIn` or the id of one of `organisation.people`. `email` if absent. Choose one that people cannot change themselves.',
        examples: ['email'],
      }),
    ),
    scopes: Type.Optional(
      Type.Array(Type.String({ pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e]+$' }), {
        description: 'The scopes that are asked for, besides `openid`; `email` if absent.',
        examples: [['email']],
      }),
    ),
  },
  { ...closed, description: 'Sign-in with OpenID Connect; see docs/sign-in.md.' },
)
export type ProviderOptions = Static<typeof ProviderOptions>
