/** Labels that a person can correct. Without imports: the dashboard has them, too. */
export const sentimentLabels = ['negative', 'neutral', 'positive'] as const
/** `spam`: wants to sell, lure, recruit or gain followers, and says nothing about the company. It has no topic and no department. */
export const intents = [
  'complaint',
  'question',
  'request',
  'praise',
  'comparison',
  'purchase intent',
  'spam',
  'unknown',
] as const
