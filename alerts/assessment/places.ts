import type { Place } from './assessment.ts'

/** Kinds of places where customers of most trades talk: the types of sources that listen there, and how their names look. */
const kinds = [
  {
    name: 'social networks',
    connectors: ['x', 'bluesky', 'mastodon'],
    names: /twitter|tweet|^x$|bluesky|mastodon|facebook|instagram|tiktok|threads|linkedin/i,
  },
  {
    name: 'forums and communities',
    connectors: ['discourse', 'lemmy', 'stack-exchange', 'hacker-news', 'github'],
    names: /forum|communit|reddit|discourse|lemmy|stack|hacker.?news|github/i,
  },
  {
    name: 'review sites',
    connectors: ['trustpilot', 'google-business'],
    names: /review|trustpilot|google.?business|yelp|tripadvisor|amazon/i,
  },
  {
    name: 'app stores',
    connectors: ['app-store', 'google-play'],
    names: /app.?store|google.?play|play.?store|android|\bios\b/i,
  },
  { name: 'video platforms', connectors: ['youtube'], names: /youtube|vimeo|twitch/i },
  {
    name: 'the company’s own help desk',
    connectors: ['zendesk', 'freshdesk', 'intercom', 'salesforce', 'servicenow', 'jira', 'imap'],
    names: /zendesk|freshdesk|intercom|salesforce|servicenow|jira|help.?desk|ticket|mail|support/i,
  },
] as const

/**
 * Each kind of place with the sources that are heard there: by the type of the configured source, or by its name. Pure.
 * @param types the type of each configured source by its name
 * @param sources names of the sources with mentions
 */
export function placesOf(types: ReadonlyMap<string, string>, sources: readonly string[]): Place[] {
  return kinds.map(({ name, connectors, names }) => ({
    name,
    connectors: [...connectors],
    sources: sources.filter((source) => {
      const type = types.get(source)
      return connectors.some((each) => each === type) || names.test(source)
    }),
  }))
}
