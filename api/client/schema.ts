// Made by `npm run client` from /api/v1/openapi.json; of the document with the hash d2339b19bef54734.
export interface paths {
  '/api/v1/session': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Who the caller is, and by what
     * @description Answers also without a credential.
     */
    get: operations['getSession']
    put?: never
    /**
     * Exchange an API key for a session in a cookie
     * @description The cookie is `__Host-groundswell` over https, `groundswell` over http. The session ends with the key.
     */
    post: operations['signIn']
    /**
     * End the session of the cookie
     * @description Answers also without a session.
     */
    delete: operations['signOut']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/confirmations/{token}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * The planner card behind a link in a message
     * @description The token in the path identifies the person who received the link. Opening the link changes nothing.
     */
    get: operations['getConfirmation']
    put?: never
    /**
     * Update the impact status as the person who received the link
     * @description The person of the link needs the permission for it. 202 while the change is not applied within a second.
     */
    post: operations['confirmImpact']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/alerts/{id}/history': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * All changes of the alert, oldest first
     * @description What the system and people did, in the order in which it happened.
     */
    get: operations['getAlertHistory']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/alerts/{id}/actions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Which commands the caller may send, and why not the others
     * @description Of the commands that exist; whether one has an effect depends on the status of the alert.
     */
    get: operations['listAlertActions']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/alerts': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Alerts, newest first
     * @description `since` compares `updatedAt`, `from` and `to` compare `openedAt`; a topic includes its subtopics. Only alerts that the caller sees.
     */
    get: operations['listAlerts']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/alerts/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * One alert
     * @description With its expected range, what the excess has in common, examples, and what people did.
     */
    get: operations['getAlert']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/alerts/{id}/acknowledge': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Acknowledge the alert and take ownership
     * @description Answers 200 with the alert if the change came within a second, otherwise 202 once the command is durable. Requests of a person with the same Idempotency-Key are one command.
     */
    post: operations['acknowledgeAlert']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/alerts/{id}/assign': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Assign the alert to an owner
     * @description Answers 200 with the alert if the change came within a second, otherwise 202 once the command is durable. Requests of a person with the same Idempotency-Key are one command.
     */
    post: operations['assignAlert']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/alerts/{id}/snooze': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Snooze the alert until a time, or until its excess has grown by a percentage
     * @description Answers 200 with the alert if the change came within a second, otherwise 202 once the command is durable. Requests of a person with the same Idempotency-Key are one command.
     */
    post: operations['snoozeAlert']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/alerts/{id}/resolve': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Resolve the alert
     * @description Answers 200 with the alert if the change came within a second, otherwise 202 once the command is durable. Requests of a person with the same Idempotency-Key are one command.
     */
    post: operations['resolveAlert']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/alerts/{id}/reopen': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Reopen a resolved alert
     * @description Answers 200 with the alert if the change came within a second, otherwise 202 once the command is durable. Requests of a person with the same Idempotency-Key are one command.
     */
    post: operations['reopenAlert']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/alerts/{id}/handover': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Hand the alert over to another department, with a note in reason
     * @description Answers 200 with the alert if the change came within a second, otherwise 202 once the command is durable. Requests of a person with the same Idempotency-Key are one command.
     */
    post: operations['handoverAlert']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/alerts/{id}/comment': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Add a comment; its text is in reason
     * @description Answers 200 with the alert if the change came within a second, otherwise 202 once the command is durable. Requests of a person with the same Idempotency-Key are one command.
     */
    post: operations['commentAlert']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/alerts/{id}/claim': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Claim the alert (honeycomb model): nobody else may change it until then
     * @description Answers 200 with the alert if the change came within a second, otherwise 202 once the command is durable. Requests of a person with the same Idempotency-Key are one command.
     */
    post: operations['claimAlert']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/alerts/{id}/release': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Release a claim
     * @description Answers 200 with the alert if the change came within a second, otherwise 202 once the command is durable. Requests of a person with the same Idempotency-Key are one command.
     */
    post: operations['releaseAlert']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/alerts/{id}/impact': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Update the impact status in the supply chain
     * @description Answers 200 with the alert if the change came within a second, otherwise 202 once the command is durable. Requests of a person with the same Idempotency-Key are one command.
     */
    post: operations['impactAlert']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/alerts/{id}/verdict': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Rate the alert, at any time; the last rating counts
     * @description Answers 200 with the alert if the change came within a second, otherwise 202 once the command is durable. Requests of a person with the same Idempotency-Key are one command.
     */
    post: operations['verdictAlert']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/alerts/{id}/merge': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Merge the alert into another one: it is resolved, and while the other one is active, its subject alerts there
     * @description Answers 200 with the alert if the change came within a second, otherwise 202 once the command is durable. Requests of a person with the same Idempotency-Key are one command.
     */
    post: operations['mergeAlert']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/alerts/{id}/split': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Split a joined topic or a merged alert from the alert: its next spike alerts by itself
     * @description Answers 200 with the alert if the change came within a second, otherwise 202 once the command is durable. Requests of a person with the same Idempotency-Key are one command.
     */
    post: operations['splitAlert']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/silences': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Silences that have not ended, by end time
     * @description Those that the caller sees, the first to end first.
     */
    get: operations['listSilences']
    put?: never
    /**
     * Stop notifications about matching alerts until a time
     * @description The alerts still open and stay visible. An alert matches if it matches every key of `matches`.
     */
    post: operations['createSilence']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/silences/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /**
     * End a silence now
     * @description Notifications about matching alerts go out again from now on.
     */
    delete: operations['endSilence']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/company-events': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Events of the company, latest first
     * @description From the configuration, its file and this API. Charts draw them, and alerts are compared with them; they hold no alert back.
     */
    get: operations['listCompanyEvents']
    put?: never
    /**
     * Report a release, launch, promotion, incident, status, recall, fix or note
     * @description For people and for pipelines. A request with the id of an earlier one replaces that event. Answers once the event is durable.
     */
    post: operations['reportCompanyEvent']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/company-events/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /**
     * Remove an event that was reported through this API
     * @description Events of the configuration or its file are changed there.
     */
    delete: operations['removeCompanyEvent']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/incidents': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Alerts that opened in a period, newest first, with how they were handled and how similar ones ended
     * @description At most the newest 1,000. Medians and ratings are of those that are listed.
     */
    get: operations['listIncidents']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/incidents.csv': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Alerts that opened in a period, as CSV
     * @description The same incidents as `listIncidents`, one row for each alert.
     */
    get: operations['exportIncidents']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/impacts': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Impacts with their planner cards
     * @description The largest exposure first. Without `status`: confirmed ones, and potential ones of alerts that are not resolved.
     */
    get: operations['listImpacts']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/impacts.csv': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * The impacts as CSV
     * @description The same list with one row for each affected item of the planning data.
     */
    get: operations['exportImpacts']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/deliveries': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Deliveries of notifications about visible alerts, newest first
     * @description One entry for each change of an alert and receiver. Failed ones are dead letters: given up after retries for a day and a half.
     */
    get: operations['listDeliveries']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/alerts/{id}/deliveries': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Who was told of the alert, newest first
     * @description Every receiver of every change of the alert, sent or not.
     */
    get: operations['listAlertDeliveries']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/report-deliveries': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Deliveries of the weekly report, newest first
     * @description Empty for callers who do not see all alerts.
     */
    get: operations['listReportDeliveries']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/organisation': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * The organisation model, people, business units, and the caller
     * @description For choices such as owners. The caller is `me`.
     */
    get: operations['getOrganisation']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/series': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Counts over time, largest series first
     * @description Mentions per hour, day and week have an expected range, which encloses 80 % of such buckets. At most 5,000 points a series and 250,000 in all.
     */
    get: operations['getSeries']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/series.csv': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Counts over time as CSV
     * @description One row for each bucket of each series: its beginning, the dimension and the value of the series, the measure, the figure, the mentions behind it, and the expected range. No figure: no mentions.
     */
    get: operations['exportSeries']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/series.jsonl': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Counts over time, one JSON object a line
     * @description One row for each bucket of each series: its beginning, the dimension and the value of the series, the measure, the figure, the mentions behind it, and the expected range. No figure: no mentions.
     */
    get: operations['exportSeriesAsJsonLines']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/series.parquet': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Counts over time as Parquet
     * @description One row for each bucket of each series: its beginning, the dimension and the value of the series, the measure, the figure, the mentions behind it, and the expected range. No figure: no mentions.
     */
    get: operations['exportSeriesAsParquet']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/totals': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Mentions of a period and of the equally long one before it, by value of a dimension
     * @description Spam is left out. At most the 1,000 values with most mentions.
     */
    get: operations['getTotals']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/comparison': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * A release or launch against the earlier ones, or one version against another, aligned at their day
     * @description Either `event`, or `version` and `against`. All sides are counted for the same span from their beginning.
     */
    get: operations['compareLaunches']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/views': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Saved views of trends, by name
     * @description Views belong to the whole company.
     */
    get: operations['listViews']
    put?: never
    /**
     * Save a view of trends under a name
     * @description A request with the id of an earlier one replaces that view, if the caller saved it or is an admin.
     */
    post: operations['saveView']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/views/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /**
     * Delete a saved view
     * @description Whoever saved it, the service team and admins may.
     */
    delete: operations['removeView']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/taxonomy': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * The topics with their phrases, and what people changed
     * @description The topics of the configuration with all edits, and the edits, newest first.
     */
    get: operations['getTaxonomy']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/taxonomy.yaml': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * The topics as a taxonomy file, with what people changed
     * @description A merged topic is not in it: its phrases are those of the topic that it was merged into.
     */
    get: operations['exportTaxonomy']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/taxonomy/edits': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Add, change, merge or split a topic, or undo an edit
     * @description The stages take it over within seconds, and label the mentions of the last 56 days again. 400 says why an edit cannot be made.
     */
    post: operations['editTaxonomy']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/taxonomy/preview': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * What an edit of the topics would move
     * @description Labels mentions of the last two weeks both ways. Changes nothing.
     */
    post: operations['previewTaxonomyEdit']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/mentions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Mentions, newest first
     * @description What a search finds, a page at a time. Filters and `q` must all match.
     */
    get: operations['listMentions']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/mentions/facets': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * How many mentions a search finds, and what they have in common
     * @description Counts of what the same search lists, and the most frequent values of each field.
     */
    get: operations['countMentions']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/mentions.csv': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * All mentions that a search finds, newest first, as CSV
     * @description Streamed page by page. In CSV, values of a list are separated by a space and a bar.
     */
    get: operations['exportMentionsAsCsv']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/mentions.jsonl': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * All mentions that a search finds, newest first, one JSON object a line
     * @description Streamed page by page. In CSV, values of a list are separated by a space and a bar.
     */
    get: operations['exportMentionsAsJsonLines']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/mentions.parquet': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * All mentions that a search finds, as Parquet
     * @description In no particular order. The columns of the CSV without `answeredAt`; topics, departments and entities are lists, times are timestamps. A search that takes longer than 30 s, or more than 200 MiB of memory, is refused: ask for a shorter period.
     */
    get: operations['exportMentionsAsParquet']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/mentions/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * One mention
     * @description With its labels, and what other rows say about it.
     */
    get: operations['getMention']
    put?: never
    post?: never
    /**
     * Erase one mention from everywhere
     * @description Answers when every place was counted again and nothing is left. Counts stay.
     */
    delete: operations['eraseMention']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/mentions/{id}/context': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * The conversation, the copies and the history of a mention
     * @description Its conversation, its copies and its history, as far as they are visible.
     */
    get: operations['getMentionContext']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/authors/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * One author
     * @description By the key that mentions have as `authorId`: a pseudonym. Counts are of visible mentions.
     */
    get: operations['getAuthor']
    put?: never
    post?: never
    /**
     * Erase what an author wrote from everywhere
     * @description By handle, author key or id of the source. Answers when every place was counted again and nothing is left. Counts stay.
     */
    delete: operations['eraseAuthor']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/review/suggestions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Suggested topics
     * @description Phrases that rise in a department without a topic, newest first, then groups of similar mentions among the newest 400 without a topic; of the last 14 days. Terms that somebody dismissed are left out until they come back (see "returned").
     */
    get: operations['suggestTopics']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/review': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Mentions with uncertain labels, newest first
     * @description Mentions of the last 14 days whose labels are uncertain, one for each text. Corrections teach the next models.
     */
    get: operations['listReview']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/review/dismissals': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Emerging terms that are dismissed
     * @description Those of departments that the caller sees, newest first. It comes back once 3 times as many authors use it in a day as when it was dismissed, or when it rises after 30 days in which it did not. It is not listed here then.
     */
    get: operations['listDismissedTerms']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/review/suggestions/{id}/dismissal': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Dismiss an emerging term
     * @description It is no longer suggested to its department, and alerts of it that the department owns notify nobody. It comes back once 3 times as many authors use it in a day as when it was dismissed, or when it rises after 30 days in which it did not.
     */
    post: operations['dismissTerm']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/review/dismissals/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /**
     * Restore a dismissed term
     * @description It is suggested again while it rises, and notifications about it go out again. One that is restored stays so.
     */
    delete: operations['restoreTerm']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/mentions/{id}/correction': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Correct the labels of a mention
     * @description Labels that are left out stay. The correction is durable when the request is answered, and applied within seconds.
     */
    post: operations['correctMention']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/departments': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * The departments, with their active alerts and the mentions of today
     * @description In the order of the taxonomy.
     */
    get: operations['listDepartments']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/topics': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * The topics of the taxonomy
     * @description Topics form a tree: a mention counts in its topic and in all topics above it.
     */
    get: operations['listTopics']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/status': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Coverage, the mentions of today, and the last evaluation
     * @description Up to when all mentions are stored, which sources are down, and whether the stages make progress.
     */
    get: operations['getStatus']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/sources': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Health and lag of every source that is configured or was imported
     * @description Those that are configured, and those that were imported once.
     */
    get: operations['listSources']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/sources/gaps': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Periods in which sources were not read or lost mentions
     * @description And what of them was filled later. The latest 500.
     */
    get: operations['listCoverageGaps']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/accounts': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * The company's accounts with owners, activity and flags
     * @description An account is flagged when nobody posts or replies there, or nobody keeps it. Activity is counted from stored mentions, of the last 90 days.
     */
    get: operations['listAccounts']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/accounts.csv': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * The accounts as CSV
     * @description The same list, one account a line.
     */
    get: operations['exportAccounts']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/audit': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Changes and refused changes, newest first
     * @description For admins and the service team. An admin of some departments sees what their people did.
     */
    get: operations['listAudit']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/report': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Mentions, sentiment, alerts and praise of a period
     * @description By department and customer journey stage, compared with the period before; by default of the last seven whole days (UTC).
     */
    get: operations['getReport']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/report.csv': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * The report of a period as CSV
     * @description By department and customer journey stage, compared with the period before; by default of the last seven whole days (UTC). One row for everything, for each department, stage, and topic and product that a department is praised for. Headings name the units.
     */
    get: operations['exportReport']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/sql': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Run a SQL query
     * @description For callers who see all departments. At most 100,000 rows, 50 MB and 20 s; a query that needs more is refused. Views, columns and examples: docs/sql.md.
     */
    post: operations['runSql']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/alert-quality': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Alerts, ratings and time to the first reaction by week and by department
     * @description Precision is the share of rated alerts that were rated useful.
     */
    get: operations['getAlertQuality']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/assessment': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * What to do first, and why, from what is stored
     * @description Who talks where about what, which departments are concerned, how fast answers come, what is not heard, and in which order a rollout pays.
     */
    get: operations['getAssessment']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/backtests': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * The last 50 backtests, newest first, without their results
     * @description Of everybody. The result is in `getBacktest`.
     */
    get: operations['listBacktests']
    put?: never
    /**
     * Replay the stored history with other settings
     * @description Runs beside everything else with low priority, one at a time: 409 while another one runs.
     */
    post: operations['startBacktest']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/backtests/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * One backtest: how far it is, and its result when it is done
     * @description Names of alerts and incidents that the caller does not see are left out; figures are of all.
     */
    get: operations['getBacktest']
    put?: never
    post?: never
    /**
     * End a backtest that is running
     * @description One that has ended stays as it is.
     */
    delete: operations['cancelBacktest']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/events': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * What changes, as server-sent events
     * @description Events: `alert.changed {id, change, status, title}`, where change is `updated` for new figures; `source.changed {source, health}`; `counts.changed {}`; `ready {}` at the beginning. Every event has an id. A client that comes back with the last one in `Last-Event-ID` gets first what it may have missed, at least once: the alerts that changed since, the health of every source, and `counts.changed`; or, after more than a day or 200 alerts, `reset {}`: load everything again. A line with `:` keeps the connection alive.
     */
    get: operations['listenToEvents']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/keys': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * API keys, oldest first
     * @description Without their secrets, which are stored nowhere, with their last use to a minute. `groundswell keys` creates and revokes them.
     */
    get: operations['listKeys']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/mcp': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Model Context Protocol: one JSON-RPC message
     * @description The Model Context Protocol over Streamable HTTP, without sessions: one JSON-RPC message a request. Its tools ask this API as the caller.
     */
    post: operations['callMcp']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/company-events.csv': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Report the events of a CSV file
     * @description As the configured file has them; the id may be left out. A row that cannot be read does not stop the others, and the same file again changes nothing.
     */
    post: operations['uploadCompanyEvents']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/webhooks/{source}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Receive a webhook
     * @description Signed as Standard Webhooks say, or as the preset of the source says. Answers once the mentions are durable. The body is what the sender makes, at most 10 MB.
     */
    post: operations['receiveWebhook']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}
export type webhooks = Record<string, never>
export interface components {
  schemas: {
    /**
     * Problem
     * @description What is wrong (RFC 9457)
     */
    Problem: {
      /**
       * @description Always about:blank: the status says what kind of problem it is
       * @example about:blank
       */
      type: string
      /**
       * @description The status in words
       * @example Bad Request
       */
      title: string
      /**
       * @description HTTP status
       * @example 400
       */
      status: number
      /**
       * @description What is wrong, and what helps, as a sentence
       * @example from must be before to
       */
      detail: string
      /** @description Where in a SQL query the fault is, if the store says so */
      position?: {
        /**
         * @description Line of the query, from 1
         * @example 1
         */
        line: number
        /**
         * @description Column of the line, from 1
         * @example 15
         */
        column: number
      }
    }
    /**
     * ConfirmedAlert
     * @description What of the alert is shown
     */
    ConfirmedAlert: {
      /**
       * @description Id of the alert
       * @example 9f1c2ab47d60
       */
      id: string
      /**
       * @description The issue in a few words
       * @example Parcel late · Nordfracht
       */
      title: string
      /**
       * @description The alert in words
       * @example Parcel late: 41 in 1 h (typical 2–7), 92 % of the increase names Nordfracht.
       */
      sentence: string
      /**
       * @description What happens with it now
       * @enum {unknown}
       */
      status: 'open' | 'acknowledged' | 'snoozed' | 'resolved'
      /**
       * @description How grave it is
       * @enum {unknown}
       */
      severity: 'low' | 'medium' | 'high' | 'critical'
      /**
       * Format: date-time
       * @description When the issue began
       * @example 2026-11-30T14:05:00.000Z
       */
      onsetAt: string
      /** @description Impact status in the supply chain; null: the alert names nothing of the planning data */
      impact: {
        /**
         * @description potential, then confirmed (with an expected end) or none; restored: it was confirmed and is over
         * @enum {unknown}
         */
        status: 'potential' | 'confirmed' | 'none' | 'restored'
        /**
         * @description When the impact is expected to end; null: never, or not yet
         * @example 2026-11-30T14:05:00.000Z
         */
        expectedUntil: string | null
        /**
         * @description The person who has to assess it; null: unknown
         * @example petra
         */
        owner: string | null
        /**
         * @description Who last stated the status; groundswell: nobody has
         * @example petra
         */
        by: string
        /**
         * @description The note with the status; empty: none
         * @example Seal of lot L2411 leaks
         */
        reason: string
        /**
         * Format: date-time
         * @description When the status was stated
         * @example 2026-11-30T14:05:00.000Z
         */
        at: string
      } | null
      /** @description Planner card: affected items and exposure; null: none */
      card: {
        /** @description The affected rows of the planning data with the largest exposure, at most 50 */
        items: {
          /**
           * @description Its sku; empty: the cell is empty
           * @example CM-40-B
           */
          sku: string
          /**
           * @description Its lot; empty: the cell is empty
           * @example L2411
           */
          lot: string
          /**
           * @description Its product; empty: the cell is empty
           * @example CM-40
           */
          product: string
          /**
           * @description Its carrier; empty: the cell is empty
           * @example Nordfracht
           */
          carrier: string
          /**
           * @description Its region; empty: the cell is empty
           * @example Bavaria
           */
          region: string
          /**
           * @description Its warehouse; empty: the cell is empty
           * @example Leipzig
           */
          warehouse: string
          /**
           * @description Its supplier; empty: the cell is empty
           * @example Ostermann
           */
          supplier: string
          /**
           * @description The site that makes it; empty: the cell is empty
           * @example Plant 2
           */
          site: string
          /**
           * @description The part; empty: the cell is empty
           * @example Pump seal
           */
          part: string
          /**
           * @description The planner, by id or name; empty: the cell is empty
           * @example petra
           */
          owner: string
          /**
           * @description Units in the field or in stock
           * @example 1200
           */
          units: number
          /**
           * @description Open orders
           * @example 85
           */
          openOrders: number
          /**
           * @description Revenue in the company's own currency
           * @example 96000
           */
          revenue: number
        }[]
        /**
         * @description Further rows, not listed
         * @example 3
         */
        more?: number
        /** @description What is at risk, of all rows together */
        exposure: {
          /**
           * @description Units in the field or in stock
           * @example 1200
           */
          units: number
          /**
           * @description Open orders
           * @example 85
           */
          openOrders: number
          /**
           * @description Revenue in the company's own currency
           * @example 96000
           */
          revenue: number
          /**
           * @description ISO 4217 code of the currency of the revenue; absent: not configured
           * @example EUR
           */
          currency?: string
        }
        /**
         * @description Unique authors who name one of the rows since the onset
         * @example 18
         */
        authors: number
        /**
         * @description Sources in which one of the rows is named since the onset
         * @example 3
         */
        sources: number
        /**
         * @description confirmed: enough unique authors in enough sources name the rows
         * @enum {unknown}
         */
        confirmation: 'unconfirmed' | 'confirmed'
        /** @description Values that mentions name and no row has */
        unmapped: {
          /**
           * @description The column of the planning data
           * @example lot
           */
          dimension: string
          /**
           * @description The value that no row has
           * @example L2499
           */
          value: string
        }[]
      } | null
    }
    /**
     * Accepted
     * @description The command is durable and not yet applied
     */
    Accepted: {
      /**
       * @description Id of the command; changes of the alert have it
       * @example 5f0e8c1d
       */
      commandId: string
    }
    /**
     * AlertChange
     * @description A change of an alert
     */
    AlertChange: {
      /**
       * @description What happened
       * @enum {unknown}
       */
      change:
        | 'opened'
        | 'worsened'
        | 'eased'
        | 'raised'
        | 'lowered'
        | 'resolved'
        | 'reopened'
        | 'acknowledged'
        | 'assigned'
        | 'snoozed'
        | 'handedOver'
        | 'commented'
        | 'claimed'
        | 'released'
        | 'escalated'
        | 'assessed'
        | 'judged'
        | 'joined'
        | 'split'
      /**
       * @description 1 for the first change of the alert, and so on
       * @example 3
       */
      changeNumber: number
      /**
       * Format: date-time
       * @description When it happened
       * @example 2026-11-30T14:05:00.000Z
       */
      at: string
      /**
       * @description The person, by id, or groundswell
       * @example mara
       */
      by: string
      /**
       * @description The note with it; empty: none
       * @example Calling Nordfracht
       */
      reason: string
      /**
       * @description The status after it
       * @enum {unknown}
       */
      status: 'open' | 'acknowledged' | 'snoozed' | 'resolved'
      /**
       * @description The severity after it
       * @enum {unknown}
       */
      severity: 'low' | 'medium' | 'high' | 'critical'
      /**
       * @description Mentions in the window at that time
       * @example 41
       */
      observed: number
      /**
       * @description observed with its window at that time, in words
       * @example 41 in 1 h
       */
      figure: string
      /**
       * @description The owner after it, by id; null: nobody
       * @example mara
       */
      owner: string | null
      /**
       * @description When the snooze ends; null: no such snooze
       * @example 2026-11-30T14:05:00.000Z
       */
      snoozedUntil: string | null
      /**
       * @description The departments after it, the acting one first
       * @example [
       *       "logistics"
       *     ]
       */
      departments: string[]
      /** @description The impact status after it; null: none */
      impact: ('potential' | 'confirmed' | 'none' | 'restored') | null
      /**
       * @description The people and receivers notified because nobody acknowledged the alert
       * @example [
       *       "petra"
       *     ]
       */
      calledFor: string[]
      /** @description The last rating; null: none */
      verdict: ('useful' | 'noise' | 'expected' | 'duplicate') | null
      /** @description What else a merge or split is about: an alert with its title as name, or a topic (alertId null) */
      related: {
        /**
         * @description Id of the other alert; null: it is a topic
         * @example 8c2f6a1d9e3b
         */
        alertId: string | null
        /**
         * @description Title of the alert, or id of the topic
         * @example Parcel late · Nordfracht
         */
        name: string
      } | null
    }
    /**
     * Alert
     * @description An issue that customers report
     */
    Alert: {
      /**
       * @description Id of the alert
       * @example 9f1c2ab47d60
       */
      id: string
      /**
       * @description spike, drop: above or below the expected range. shift: only one cut (a product, negative mentions …) is above its range. hazard: single reports of harm, without an expected range
       * @enum {unknown}
       */
      kind: 'spike' | 'shift' | 'drop' | 'hazard'
      /**
       * @description The issue in a few words
       * @example Parcel late · Nordfracht
       */
      title: string
      /**
       * @description The alert in words
       * @example Parcel late: 41 in 1 h (typical 2–7), 92 % of the increase names Nordfracht.
       */
      sentence: string
      /**
       * @description The figures in words, as the sentence has them
       * @example 41 in 1 h (typical 2–7)
       */
      figure: string
      /**
       * @description bucketMs in words; empty for a hazard
       * @example 1 h
       */
      window: string
      /**
       * @description What happens with it now
       * @enum {unknown}
       */
      status: 'open' | 'acknowledged' | 'snoozed' | 'resolved'
      /**
       * @description How grave it is
       * @enum {unknown}
       */
      severity: 'low' | 'medium' | 'high' | 'critical'
      /**
       * @description Ids of departments: the first one owns the alert, the others watch
       * @example [
       *       "logistics"
       *     ]
       */
      departments: string[]
      /**
       * @description Id of the topic; empty: the alert is about a whole department
       * @example delivery.late
       */
      topic: string
      /** @description The part of the mentions that the alert is about; null: all of its topic or department */
      cut: {
        /**
         * @description The dimension of the cut
         * @example product
         */
        dimension: string
        /**
         * @description The value of the cut
         * @example CM-40
         */
        value: string
      } | null
      /** @description What single reports opened it with; also of a spike that such an alert has become; null: nothing */
      hazard: {
        /**
         * @description What was reported
         * @enum {unknown}
         */
        kind: 'injury' | 'swallowing' | 'fire' | 'explosion' | 'shock' | 'contamination' | 'dataLeak'
        /**
         * @description Reports of other hazards that joined it because the department's budget was used up
         * @example 0
         */
        others: number
      } | null
      /**
       * @description Ids of other topics that spike, mostly with the same mentions, and those of merged
       * @example [
       *       "delivery.damaged"
       *     ]
       */
      also: string[]
      /** @description Alerts that people merged into this one; while it is active, their subjects alert here */
      merged: {
        /**
         * @description Id of the alert
         * @example 8c2f6a1d9e3b
         */
        alertId: string
        /**
         * @description Its title
         * @example Parcel late · Nordfracht
         */
        title: string
        /**
         * @description Id of its topic; empty if it was about a whole department
         * @example delivery.late
         */
        topic: string
      }[]
      /**
       * @description Id of the alert that this one was merged into; null: none
       * @example 8c2f6a1d9e3b
       */
      mergedInto: string | null
      /**
       * @description Ids of topics that people split from this alert
       * @example [
       *       "delivery.damaged"
       *     ]
       */
      splitTopics: string[]
      /** @description Whether the issue is new, known, back after its fix, or follows a release; null: not known */
      novelty: {
        /**
         * @description known: a matching incident or recall was open. returned: a matching issue was fixed before. afterRelease: a matching release came in the 72 h before the onset. new: none of these
         * @enum {unknown}
         */
        status: 'new' | 'known' | 'returned' | 'afterRelease'
        /** @description The event that explains the alert; null: new */
        issue: {
          /**
           * @description Id of the event
           * @example klarpay-outage
           */
          id: string
          /**
           * @description Kind of the event
           * @enum {unknown}
           */
          kind: 'release' | 'incident' | 'recall' | 'fix'
          /**
           * @description Name of the event
           * @example Klarpay outage
           */
          name: string
        } | null
        /**
         * @description Since when it is known, when it was fixed, or when the release came; null: never, or not yet
         * @example 2026-11-30T14:05:00.000Z
         */
        at: string | null
      } | null
      /**
       * Format: date-time
       * @description When the issue began
       * @example 2026-11-30T14:05:00.000Z
       */
      onsetAt: string
      /**
       * Format: date-time
       * @description When it was detected
       * @example 2026-11-30T14:05:00.000Z
       */
      detectedAt: string
      /**
       * Format: date-time
       * @description When the alert opened
       * @example 2026-11-30T14:05:00.000Z
       */
      openedAt: string
      /**
       * Format: date-time
       * @description When the alert last changed
       * @example 2026-11-30T14:05:00.000Z
       */
      updatedAt: string
      /**
       * @description When it was resolved; null: never, or not yet
       * @example 2026-11-30T14:05:00.000Z
       */
      resolvedAt: string | null
      /**
       * @description When it last reopened; null: never, or not yet
       * @example 2026-11-30T14:05:00.000Z
       */
      reopenedAt: string | null
      /**
       * @description Mentions in a window of bucketMs; of a hazard, reports so far
       * @example 41
       */
      observed: number
      /**
       * @description Mentions expected in such a window; null for a hazard
       * @example 4.2
       */
      expected: number | null
      /**
       * @description Lower end of the expected range (80 % of such windows), in mentions; null: hazard
       * @example 2
       */
      lower: number | null
      /**
       * @description Upper end of the expected range, in mentions; null: hazard
       * @example 7
       */
      upper: number | null
      /**
       * @description Width of the window in ms; null: hazard
       * @example 3600000
       */
      bucketMs: number | null
      /**
       * @description p-value of the observed count, 0–1; null: hazard
       * @example 1.2e-9
       */
      p: number | null
      /**
       * @description Unique authors in the window
       * @example 38
       */
      authors: number
      /**
       * @description Unique texts in the window
       * @example 40
       */
      texts: number
      /**
       * @description Mentions since the onset
       * @example 316
       */
      mentions: number
      /** @description What a large part of the excess has in common */
      drivers: {
        /**
         * @description What kind of value it is: a dimension of mentions, or term
         * @example carrier
         */
        dimension: string
        /**
         * @description The value that these mentions contain
         * @example Nordfracht
         */
        value: string
        /**
         * @description Share of the excess (observed − expected) whose mentions contain the value, 0–1
         * @example 0.92
         */
        share: number
        /**
         * @description The part of that share that no earlier driver has, 0–1
         * @example 0.75
         */
        adds?: number
        /**
         * @description Share of mentions with the value since the onset, divided by its share in the two weeks before
         * @example 8.1
         */
        lift: number
        /**
         * @description z-score of the log-odds ratio, now against before (Monroe, Colaresi & Quinn 2008)
         * @example 6.3
         */
        z?: number
        /**
         * @description Mentions with the value since the onset
         * @example 37
         */
        now: number
        /**
         * @description Mentions with the value expected since the onset
         * @example 2.4
         */
        expected: number
        /** @description Values in nearly the same mentions: synonyms, or parts of the driver */
        also?: {
          /**
           * @description What kind of value it is: a dimension of mentions, or term
           * @example carrier
           */
          dimension: string
          /**
           * @description The value that these mentions contain
           * @example Nordfracht
           */
          value: string
          /**
           * @description Share of the excess (observed − expected) whose mentions contain the value, 0–1
           * @example 0.92
           */
          share: number
        }[]
      }[]
      /** @description Mentions as examples */
      evidence: {
        /**
         * @description Id of the mention
         * @example forum:48213
         */
        mentionId: string
        /**
         * @description What it says, redacted
         * @example Still no parcel after nine days, and the tracking is dead
         */
        text: string
        /**
         * @description Public name of the author; empty: unknown, or erased
         * @example mona_k
         */
        author: string
        /**
         * @description Where it was published: a source by name
         * @example forum
         */
        source: string
        /**
         * @description negative, neutral or positive
         * @example negative
         */
        sentiment: string
        /**
         * @description Where it can be read; empty: the source gives no link
         * @example https://forum.halden.example/t/48213
         */
        url: string
        /**
         * Format: date-time
         * @description When it was published
         * @example 2026-11-30T14:05:00.000Z
         */
        createdAt: string
      }[]
      /** @description Similar resolved alerts, most similar first */
      similar: {
        /**
         * @description Id of the alert
         * @example 51d0c7e29a4f
         */
        alertId: string
        /**
         * @description Its title
         * @example Parcel late · Nordfracht
         */
        title: string
        /**
         * Format: date-time
         * @description When it opened
         * @example 2026-11-30T14:05:00.000Z
         */
        openedAt: string
        /**
         * Format: date-time
         * @description When it was resolved
         * @example 2026-11-30T14:05:00.000Z
         */
        resolvedAt: string
        /**
         * @description Who owned it, by id; null: nobody
         * @example mara
         */
        owner: string | null
        /** @description Its last rating; null: none */
        verdict: ('useful' | 'noise' | 'expected' | 'duplicate') | null
        /**
         * @description How similar it is, 0–1
         * @example 0.83
         */
        score: number
      }[]
      /**
       * @description The business unit of the affected customers, by id; empty: none or several
       * @example north
       */
      unit: string
      /**
       * @description Who owns the alert, by id; null: nobody
       * @example mara
       */
      owner: string | null
      /**
       * @description When the snooze ends; null: never, or not yet
       * @example 2026-11-30T14:05:00.000Z
       */
      snoozedUntil: string | null
      /** @description The snooze ends when the excess is this many percent above its value when snoozed; null: not so */
      snoozedWorse: {
        /**
         * @description Percent by which the excess must have grown
         * @example 50
         */
        percent: number
        /**
         * @description The excess when it was snoozed: observed − expected, in mentions
         * @example 36.8
         */
        excess: number
      } | null
      /** @description The claim in a honeycomb organisation; null: none */
      claim: {
        /**
         * @description Who claimed it, by id
         * @example mara
         */
        by: string
        /**
         * Format: date-time
         * @description Until when nobody else may change it
         * @example 2026-11-30T14:05:00.000Z
         */
        until: string
      } | null
      /** @description The people and receivers notified because nobody acknowledged the alert; null: none */
      escalation: {
        /**
         * @description Number of steps so far
         * @example 1
         */
        step: number
        /**
         * Format: date-time
         * @description When the last step was taken
         * @example 2026-11-30T14:05:00.000Z
         */
        at: string
        /**
         * @description People and receivers by name
         * @example [
         *       "petra"
         *     ]
         */
        to: string[]
      } | null
      /** @description Impact status in the supply chain; null: the alert names nothing of the planning data */
      impact: {
        /**
         * @description potential, then confirmed (with an expected end) or none; restored: it was confirmed and is over
         * @enum {unknown}
         */
        status: 'potential' | 'confirmed' | 'none' | 'restored'
        /**
         * @description When the impact is expected to end; null: never, or not yet
         * @example 2026-11-30T14:05:00.000Z
         */
        expectedUntil: string | null
        /**
         * @description The person who has to assess it; null: unknown
         * @example petra
         */
        owner: string | null
        /**
         * @description Who last stated the status; groundswell: nobody has
         * @example petra
         */
        by: string
        /**
         * @description The note with the status; empty: none
         * @example Seal of lot L2411 leaks
         */
        reason: string
        /**
         * Format: date-time
         * @description When the status was stated
         * @example 2026-11-30T14:05:00.000Z
         */
        at: string
      } | null
      /** @description The last rating; null: none */
      verdict: {
        /**
         * @description The rating
         * @enum {unknown}
         */
        verdict: 'useful' | 'noise' | 'expected' | 'duplicate'
        /**
         * @description The note with it; empty: none
         * @example Nordfracht confirmed the outage
         */
        reason: string
        /**
         * @description With the rating duplicate: id of the original alert, if given
         * @example 8c2f6a1d9e3b
         */
        duplicateOf?: string
        /**
         * @description Who rated it, by id
         * @example petra
         */
        by: string
        /**
         * Format: date-time
         * @description When it was rated
         * @example 2026-11-30T14:05:00.000Z
         */
        at: string
      } | null
      /** @description Planner card: affected items and exposure; null: none */
      card: {
        /** @description The affected rows of the planning data with the largest exposure, at most 50 */
        items: {
          /**
           * @description Its sku; empty: the cell is empty
           * @example CM-40-B
           */
          sku: string
          /**
           * @description Its lot; empty: the cell is empty
           * @example L2411
           */
          lot: string
          /**
           * @description Its product; empty: the cell is empty
           * @example CM-40
           */
          product: string
          /**
           * @description Its carrier; empty: the cell is empty
           * @example Nordfracht
           */
          carrier: string
          /**
           * @description Its region; empty: the cell is empty
           * @example Bavaria
           */
          region: string
          /**
           * @description Its warehouse; empty: the cell is empty
           * @example Leipzig
           */
          warehouse: string
          /**
           * @description Its supplier; empty: the cell is empty
           * @example Ostermann
           */
          supplier: string
          /**
           * @description The site that makes it; empty: the cell is empty
           * @example Plant 2
           */
          site: string
          /**
           * @description The part; empty: the cell is empty
           * @example Pump seal
           */
          part: string
          /**
           * @description The planner, by id or name; empty: the cell is empty
           * @example petra
           */
          owner: string
          /**
           * @description Units in the field or in stock
           * @example 1200
           */
          units: number
          /**
           * @description Open orders
           * @example 85
           */
          openOrders: number
          /**
           * @description Revenue in the company's own currency
           * @example 96000
           */
          revenue: number
        }[]
        /**
         * @description Further rows, not listed
         * @example 3
         */
        more?: number
        /** @description What is at risk, of all rows together */
        exposure: {
          /**
           * @description Units in the field or in stock
           * @example 1200
           */
          units: number
          /**
           * @description Open orders
           * @example 85
           */
          openOrders: number
          /**
           * @description Revenue in the company's own currency
           * @example 96000
           */
          revenue: number
          /**
           * @description ISO 4217 code of the currency of the revenue; absent: not configured
           * @example EUR
           */
          currency?: string
        }
        /**
         * @description Unique authors who name one of the rows since the onset
         * @example 18
         */
        authors: number
        /**
         * @description Sources in which one of the rows is named since the onset
         * @example 3
         */
        sources: number
        /**
         * @description confirmed: enough unique authors in enough sources name the rows
         * @enum {unknown}
         */
        confirmation: 'unconfirmed' | 'confirmed'
        /** @description Values that mentions name and no row has */
        unmapped: {
          /**
           * @description The column of the planning data
           * @example lot
           */
          dimension: string
          /**
           * @description The value that no row has
           * @example L2499
           */
          value: string
        }[]
      } | null
      /** @description Flagged accounts of the company that its mentions name */
      ownAccounts: {
        /**
         * @description The source that mentions of the account come from
         * @example bluesky
         */
        platform: string
        /**
         * @description The name of the account
         * @example halden.care
         */
        handle: string
        /**
         * @description Who keeps the account; null: nobody
         * @example petra
         */
        owner: string | null
        /**
         * @description What is wrong with the account
         * @example [
         *       "idle"
         *     ]
         */
        flags: ('idle' | 'semi-idle' | 'orphan' | 'uncovered')[]
        /**
         * @description Mentions of the alert that name the account
         * @example 4
         */
        mentions: number
      }[]
    }
    /**
     * Silence
     * @description No notifications about matching alerts for a time
     */
    Silence: {
      /**
       * @description Id of the silence
       * @example 0c5a…
       */
      id: string
      /** @description Which alerts: those that match every key */
      matches: {
        /**
         * @description Only alerts of these departments.
         * @example [
         *       "logistics"
         *     ]
         */
        departments?: string[]
        /**
         * @description Only alerts of these topics, each with its children.
         * @example [
         *       "delivery"
         *     ]
         */
        topics?: string[]
        /**
         * @description Only alerts about these products.
         * @example [
         *       "Kettle K3"
         *     ]
         */
        products?: string[]
        /**
         * @description Only alerts about these regions.
         * @example [
         *       "North"
         *     ]
         */
        regions?: string[]
        /**
         * @description Only alerts of these units.
         * @example [
         *       "north"
         *     ]
         */
        units?: string[]
        /**
         * @description Only alerts of at least this severity.
         * @example high
         * @enum {unknown}
         */
        severity?: 'low' | 'medium' | 'high' | 'critical'
      }
      /**
       * Format: date-time
       * @description When it begins
       * @example 2026-11-30T14:05:00.000Z
       */
      from: string
      /**
       * Format: date-time
       * @description When it ends
       * @example 2026-11-30T14:05:00.000Z
       */
      until: string
      /**
       * @description Who created it, by id
       * @example mara
       */
      by: string
      /**
       * @description Why
       * @example Known outage at Klarpay
       */
      reason: string
    }
    /**
     * CompanyEvent
     * @description What happened, or will happen, at the company
     */
    CompanyEvent: {
      /**
       * @description Id of the event
       * @example app-4.2
       */
      id: string
      /**
       * @description What kind of event it is
       * @enum {unknown}
       */
      kind: 'release' | 'incident' | 'recall' | 'fix' | 'launch' | 'promotion' | 'status' | 'note'
      /**
       * @description Its name
       * @example Halden app 4.2
       */
      name: string
      /**
       * Format: date-time
       * @description When it began, or begins
       * @example 2026-11-30T14:05:00.000Z
       */
      from: string
      /**
       * @description When it ended, or ends; null: not known
       * @example 2026-11-30T14:05:00.000Z
       */
      until: string | null
      /**
       * @description When an incident or a recall was fixed; null: it is not, or not known
       * @example 2026-11-30T14:05:00.000Z
       */
      fixedAt: string | null
      /**
       * @description Of a fix: id of the event that it fixes; null: none
       * @example klarpay-outage
       */
      fixes: string | null
      /**
       * @description Ids of topics that it concerns
       * @example [
       *       "app.pairing"
       *     ]
       */
      topics: string[]
      /**
       * @description Ids of departments that it concerns
       * @example [
       *       "product"
       *     ]
       */
      departments: string[]
      /**
       * @description Products that it concerns; empty: any
       * @example [
       *       "Halden app"
       *     ]
       */
      products: string[]
      /**
       * @description Versions that it concerns; empty: any
       * @example [
       *       "4.2"
       *     ]
       */
      versions: string[]
      /**
       * @description Who reported it, by id; null: it stands in the configuration or its file
       * @example mara
       */
      by: string | null
    }
    /**
     * Delivery
     * @description A notification about a change of an alert, for one receiver
     */
    Delivery: {
      /**
       * @description Id of the alert
       * @example 9f1c2ab47d60
       */
      alertId: string
      /**
       * @description Number of the change that it tells of
       * @example 1
       */
      changeNumber: number
      /**
       * @description Name of the receiver
       * @example care
       */
      receiver: string
      /**
       * @description The person that the receiver belongs to, by id; empty for a receiver of a department, of the service team, or of nobody
       * @example petra
       */
      person: string
      /**
       * @description now, daily or weekly
       * @example now
       */
      mode: string
      /**
       * @description due: not yet sent. suppressed: it will not be sent. failed: given up
       * @enum {unknown}
       */
      state: 'due' | 'sent' | 'failed' | 'suppressed'
      /**
       * Format: date-time
       * @description When it was scheduled
       * @example 2026-11-30T14:05:00.000Z
       */
      createdAt: string
      /**
       * Format: date-time
       * @description When it is, or was, due
       * @example 2026-11-30T14:05:00.000Z
       */
      dueAt: string
      /**
       * @description When it was sent; null: it was not
       * @example 2026-11-30T14:05:00.000Z
       */
      sentAt: string | null
      /**
       * @description Number of attempts
       * @example 1
       */
      attempt: number
      /**
       * @description Why it is held back, failed or suppressed; empty: none of these
       * @example quiet hours
       */
      reason: string
    }
    /**
     * Series
     * @description Counts over time
     */
    Series: {
      /**
       * @description Width of a bucket in ms
       * @example 3600000
       */
      bucketMs: number
      /** @description Within the requested period, oldest first */
      seams: {
        /**
         * Format: date-time
         * @description When the labels change
         * @example 2026-11-30T14:05:00.000Z
         */
        at: string
        /**
         * @description The models from then on
         * @example 2026-11-2
         */
        modelVersion: string
        /**
         * @description The taxonomy from then on
         * @example 5e9c01
         */
        taxonomyVersion: string
      }[]
      /** @description The series, largest first */
      series: {
        /**
         * @description The dimension of `by` and the value of this series; empty without `by`
         * @example {
         *       "carrier": "Nordfracht"
         *     }
         */
        key: {
          [key: string]: string
        }
        /**
         * @description Mentions in total; the largest series come first
         * @example 316
         */
        mentions: number
        /**
         * @description The measure over the whole period: of authors, those who are different in all of it; null: no mentions
         * @example 316
         */
        total: number | null
        /** @description One for each bucket, oldest first */
        points: {
          /**
           * Format: date-time
           * @description Beginning of the bucket
           * @example 2026-11-30T14:05:00.000Z
           */
          at: string
          /**
           * @description The measure; null: no mentions, so there is no share and no sentiment; a count is then 0
           * @example 41
           */
          value: number | null
          /**
           * @description Mentions behind the value, where that is something else
           * @example 41
           */
          mentions?: number
          /**
           * @description Expected value; for an open bucket, up to now
           * @example 4.2
           */
          expected?: number
          /**
           * @description Lower end of the expected range, which encloses 80 % of such buckets
           * @example 2
           */
          lower?: number
          /**
           * @description Upper end of the expected range
           * @example 7
           */
          upper?: number
        }[]
      }[]
      /**
       * @description perThousandUnits: values for which the planning data has no units, so that they have no series
       * @example [
       *       "CM-10"
       *     ]
       */
      withoutUnits: string[]
    }
    /**
     * SavedView
     * @description Trends that were saved under a name
     */
    SavedView: {
      /**
       * @description Id of the view
       * @example b7c9
       */
      id: string
      /**
       * @description Its name
       * @example Late parcels by carrier
       */
      name: string
      /**
       * @description The parameters of the page's address
       * @example {
       *       "topic": "delivery.late",
       *       "by": "carrier"
       *     }
       */
      query: {
        [key: string]: string
      }
      /**
       * @description Who saved it, by id
       * @example mara
       */
      by: string
      /**
       * Format: date-time
       * @description When it was last saved
       * @example 2026-11-30T14:05:00.000Z
       */
      savedAt: string
    }
    /**
     * FoundMention
     * @description A mention that a search finds
     */
    FoundMention: {
      /**
       * @description <source>:<id at the source>
       * @example forum:48213
       */
      id: string
      /**
       * @description Where it was published: a source by name
       * @example forum
       */
      source: string
      /**
       * @description The place within the source; null: none
       * @example Shipping
       */
      channel: string | null
      /**
       * @description post, comment, review, article, ticket or message
       * @example post
       */
      format: string
      /**
       * @description Where it can be read; null: no link
       * @example https://forum.halden.example/t/48213
       */
      url: string | null
      /**
       * @description Public name of the author; null: unknown, or erased
       * @example mona_k
       */
      author: string | null
      /**
       * @description A pseudonym: a keyed hash of the id that the source gives the author; null: unknown
       * @example a1b2c3d4e5f60718
       */
      authorId: string | null
      /**
       * @description Its title; null: none
       * @example Parcel lost?
       */
      title: string | null
      /**
       * @description What it says, redacted
       * @example Still no parcel after nine days
       */
      text: string
      /**
       * Format: date-time
       * @description When it was published
       * @example 2026-11-30T14:05:00.000Z
       */
      createdAt: string
      /**
       * @description Id of the first visible mention with nearly this text; null: none
       * @example bluesky:3lb2kq
       */
      duplicateOf: string | null
      /**
       * @description Stars, as its source gives them; null: none
       * @example 2
       */
      rating: number | null
      /**
       * @description Id of the mention that it answers; null: none
       * @example forum:48190
       */
      inReplyTo: string | null
      /**
       * @description When the company first answered it in public, as far as its source or the account list tells; null: it has not
       * @example 2026-11-30T14:05:00.000Z
       */
      answeredAt: string | null
      /** @description Other sources, channels and sites that published the same story, by its first copy in each; the copies have duplicateOf and no outlets. They count in volume, and as one text */
      outlets: {
        /**
         * @description Id of the first copy there
         * @example news:88120
         */
        id: string
        /**
         * @description The source by name
         * @example news
         */
        source: string
        /**
         * @description The place within the source; null: none
         * @example Courier Daily
         */
        channel: string | null
        /**
         * @description Where it can be read; null: no link
         * @example https://courier.example/88120
         */
        url: string | null
        /**
         * Format: date-time
         * @description When it was published there
         * @example 2026-11-30T14:05:00.000Z
         */
        createdAt: string
      }[]
      /**
       * @description Facts that the source states
       * @example {
       *       "device": "Pixel 9"
       *     }
       */
      fields: {
        [key: string]: string
      }
      /** @description Historical: counted, but never raises an alert */
      backfill: boolean
      /** @description The time of the source was impossible and was clamped; such mentions are not tested */
      timeClamped: boolean
      /**
       * @description When its author or source removed it; null: it is there. A removed mention is counted; its text is blank
       * @example 2026-11-30T14:05:00.000Z
       */
      removedAt: string | null
      /**
       * @description ISO 639 code of the language
       * @example en
       */
      language: string
      /** @description How the author feels */
      sentiment: {
        /**
         * @description The sentiment as a word
         * @enum {unknown}
         */
        label: 'negative' | 'neutral' | 'positive'
        /**
         * @description The sentiment as a number, −1 (negative) to 1 (positive)
         * @example -0.62
         */
        score: number
        /**
         * @description Of the label, 0–1; only if a model assigned it
         * @example 0.88
         */
        confidence?: number
      }
      /** @description What it is about: topics above their cut-off, most confident first */
      topics: {
        /**
         * @description Id of the topic
         * @example delivery.late
         */
        id: string
        /**
         * @description How certain it is, 0–1
         * @example 0.91
         */
        confidence: number
        /**
         * @description The phrase of the taxonomy as found in the text, or the words with the highest weights
         * @example [
         *       "no parcel"
         *     ]
         */
        because: string[]
        /** @description Of the clause about the topic; only if the text has several topics */
        sentiment?: {
          /**
           * @description The sentiment as a word
           * @enum {unknown}
           */
          label: 'negative' | 'neutral' | 'positive'
          /**
           * @description The sentiment as a number, −1 (negative) to 1 (positive)
           * @example -0.62
           */
          score: number
          /**
           * @description Of the label, 0–1; only if a model assigned it
           * @example 0.88
           */
          confidence?: number
        }
      }[]
      /** @description Who can act: departments above their cut-off, most confident first; the first one acts */
      departments: {
        /**
         * @description Id of the department
         * @example logistics
         */
        id: string
        /**
         * @description How certain it is, 0–1
         * @example 0.91
         */
        confidence: number
        /**
         * @description What chose it: the owners of the topics, the text, both, or a person's correction
         * @enum {unknown}
         */
        by: 'topic' | 'text' | 'both' | 'person'
      }[]
      /** @description The most confident topic, even below the cut-off; absent: no candidate */
      topicGuess?: {
        /**
         * @description Its id
         * @example delivery.late
         */
        id: string
        /**
         * @description How certain it is, 0–1
         * @example 0.91
         */
        confidence: number
      }
      /** @description The most confident department, even below the cut-off; absent: no candidate */
      departmentGuess?: {
        /**
         * @description Its id
         * @example logistics
         */
        id: string
        /**
         * @description How certain it is, 0–1
         * @example 0.91
         */
        confidence: number
      }
      /**
       * @description What the author wants; spam has no topic and no department
       * @enum {unknown}
       */
      intent: 'complaint' | 'question' | 'request' | 'praise' | 'comparison' | 'purchase intent' | 'spam' | 'unknown'
      /**
       * @description Of the intent, 0–1; only if a model assigned it
       * @example 0.79
       */
      intentConfidence?: number
      /**
       * @description Stage of the customer journey
       * @enum {unknown}
       */
      stage: 'awareness' | 'consideration' | 'purchase' | 'use' | 'support' | 'advocacy'
      /**
       * @description What the text shows the author to be
       * @enum {unknown}
       */
      authorRole: 'prospect' | 'customer' | 'advocate' | 'detractor' | 'influencer' | 'unknown'
      /**
       * @description How grave it is
       * @enum {unknown}
       */
      severity: 'low' | 'medium' | 'high' | 'critical'
      /**
       * @description What the author credibly reports to have happened, the gravest first. A severe mention without it warns, asks, or tells of somebody else
       * @example [
       *       "injury"
       *     ]
       */
      hazards: ('injury' | 'swallowing' | 'fire' | 'explosion' | 'shock' | 'contamination' | 'dataLeak')[]
      /** @description What the text names */
      entities: {
        /**
         * @description What the value is
         * @enum {unknown}
         */
        kind:
          | 'product'
          | 'sku'
          | 'version'
          | 'lot'
          | 'region'
          | 'carrier'
          | 'warehouse'
          | 'supplier'
          | 'competitor'
          | 'money'
          | 'date'
          | 'order'
        /**
         * @description The value; names of lists in their official form
         * @example Nordfracht
         */
        value: string
      }[]
      /**
       * @description The models that gave the labels
       * @example 2026-11-2
       */
      modelVersion: string
      /**
       * @description The taxonomy that gave the labels
       * @example 5e9c01
       */
      taxonomyVersion: string
      /**
       * @description With fold: how many other mentions of the search have nearly the same text
       * @example 3
       */
      copies: number
      /** @description Where it has what was searched for */
      marks: {
        /**
         * @description In the title: pairs of the first UTF-16 unit and the one after the last
         * @example [
         *       [
         *         6,
         *         15
         *       ]
         *     ]
         */
        title: number[][]
        /**
         * @description In the text: pairs of the first UTF-16 unit and the one after the last
         * @example [
         *       [
         *         6,
         *         15
         *       ]
         *     ]
         */
        text: number[][]
      }
    }
    /**
     * Mention
     * @description What a customer says in public, with its labels
     */
    Mention: {
      /**
       * @description <source>:<id at the source>
       * @example forum:48213
       */
      id: string
      /**
       * @description Where it was published: a source by name
       * @example forum
       */
      source: string
      /**
       * @description The place within the source; null: none
       * @example Shipping
       */
      channel: string | null
      /**
       * @description post, comment, review, article, ticket or message
       * @example post
       */
      format: string
      /**
       * @description Where it can be read; null: no link
       * @example https://forum.halden.example/t/48213
       */
      url: string | null
      /**
       * @description Public name of the author; null: unknown, or erased
       * @example mona_k
       */
      author: string | null
      /**
       * @description A pseudonym: a keyed hash of the id that the source gives the author; null: unknown
       * @example a1b2c3d4e5f60718
       */
      authorId: string | null
      /**
       * @description Its title; null: none
       * @example Parcel lost?
       */
      title: string | null
      /**
       * @description What it says, redacted
       * @example Still no parcel after nine days
       */
      text: string
      /**
       * Format: date-time
       * @description When it was published
       * @example 2026-11-30T14:05:00.000Z
       */
      createdAt: string
      /**
       * @description Id of the first visible mention with nearly this text; null: none
       * @example bluesky:3lb2kq
       */
      duplicateOf: string | null
      /**
       * @description Stars, as its source gives them; null: none
       * @example 2
       */
      rating: number | null
      /**
       * @description Id of the mention that it answers; null: none
       * @example forum:48190
       */
      inReplyTo: string | null
      /**
       * @description When the company first answered it in public, as far as its source or the account list tells; null: it has not
       * @example 2026-11-30T14:05:00.000Z
       */
      answeredAt: string | null
      /** @description Other sources, channels and sites that published the same story, by its first copy in each; the copies have duplicateOf and no outlets. They count in volume, and as one text */
      outlets: {
        /**
         * @description Id of the first copy there
         * @example news:88120
         */
        id: string
        /**
         * @description The source by name
         * @example news
         */
        source: string
        /**
         * @description The place within the source; null: none
         * @example Courier Daily
         */
        channel: string | null
        /**
         * @description Where it can be read; null: no link
         * @example https://courier.example/88120
         */
        url: string | null
        /**
         * Format: date-time
         * @description When it was published there
         * @example 2026-11-30T14:05:00.000Z
         */
        createdAt: string
      }[]
      /**
       * @description Facts that the source states
       * @example {
       *       "device": "Pixel 9"
       *     }
       */
      fields: {
        [key: string]: string
      }
      /** @description Historical: counted, but never raises an alert */
      backfill: boolean
      /** @description The time of the source was impossible and was clamped; such mentions are not tested */
      timeClamped: boolean
      /**
       * @description When its author or source removed it; null: it is there. A removed mention is counted; its text is blank
       * @example 2026-11-30T14:05:00.000Z
       */
      removedAt: string | null
      /**
       * @description ISO 639 code of the language
       * @example en
       */
      language: string
      /** @description How the author feels */
      sentiment: {
        /**
         * @description The sentiment as a word
         * @enum {unknown}
         */
        label: 'negative' | 'neutral' | 'positive'
        /**
         * @description The sentiment as a number, −1 (negative) to 1 (positive)
         * @example -0.62
         */
        score: number
        /**
         * @description Of the label, 0–1; only if a model assigned it
         * @example 0.88
         */
        confidence?: number
      }
      /** @description What it is about: topics above their cut-off, most confident first */
      topics: {
        /**
         * @description Id of the topic
         * @example delivery.late
         */
        id: string
        /**
         * @description How certain it is, 0–1
         * @example 0.91
         */
        confidence: number
        /**
         * @description The phrase of the taxonomy as found in the text, or the words with the highest weights
         * @example [
         *       "no parcel"
         *     ]
         */
        because: string[]
        /** @description Of the clause about the topic; only if the text has several topics */
        sentiment?: {
          /**
           * @description The sentiment as a word
           * @enum {unknown}
           */
          label: 'negative' | 'neutral' | 'positive'
          /**
           * @description The sentiment as a number, −1 (negative) to 1 (positive)
           * @example -0.62
           */
          score: number
          /**
           * @description Of the label, 0–1; only if a model assigned it
           * @example 0.88
           */
          confidence?: number
        }
      }[]
      /** @description Who can act: departments above their cut-off, most confident first; the first one acts */
      departments: {
        /**
         * @description Id of the department
         * @example logistics
         */
        id: string
        /**
         * @description How certain it is, 0–1
         * @example 0.91
         */
        confidence: number
        /**
         * @description What chose it: the owners of the topics, the text, both, or a person's correction
         * @enum {unknown}
         */
        by: 'topic' | 'text' | 'both' | 'person'
      }[]
      /** @description The most confident topic, even below the cut-off; absent: no candidate */
      topicGuess?: {
        /**
         * @description Its id
         * @example delivery.late
         */
        id: string
        /**
         * @description How certain it is, 0–1
         * @example 0.91
         */
        confidence: number
      }
      /** @description The most confident department, even below the cut-off; absent: no candidate */
      departmentGuess?: {
        /**
         * @description Its id
         * @example logistics
         */
        id: string
        /**
         * @description How certain it is, 0–1
         * @example 0.91
         */
        confidence: number
      }
      /**
       * @description What the author wants; spam has no topic and no department
       * @enum {unknown}
       */
      intent: 'complaint' | 'question' | 'request' | 'praise' | 'comparison' | 'purchase intent' | 'spam' | 'unknown'
      /**
       * @description Of the intent, 0–1; only if a model assigned it
       * @example 0.79
       */
      intentConfidence?: number
      /**
       * @description Stage of the customer journey
       * @enum {unknown}
       */
      stage: 'awareness' | 'consideration' | 'purchase' | 'use' | 'support' | 'advocacy'
      /**
       * @description What the text shows the author to be
       * @enum {unknown}
       */
      authorRole: 'prospect' | 'customer' | 'advocate' | 'detractor' | 'influencer' | 'unknown'
      /**
       * @description How grave it is
       * @enum {unknown}
       */
      severity: 'low' | 'medium' | 'high' | 'critical'
      /**
       * @description What the author credibly reports to have happened, the gravest first. A severe mention without it warns, asks, or tells of somebody else
       * @example [
       *       "injury"
       *     ]
       */
      hazards: ('injury' | 'swallowing' | 'fire' | 'explosion' | 'shock' | 'contamination' | 'dataLeak')[]
      /** @description What the text names */
      entities: {
        /**
         * @description What the value is
         * @enum {unknown}
         */
        kind:
          | 'product'
          | 'sku'
          | 'version'
          | 'lot'
          | 'region'
          | 'carrier'
          | 'warehouse'
          | 'supplier'
          | 'competitor'
          | 'money'
          | 'date'
          | 'order'
        /**
         * @description The value; names of lists in their official form
         * @example Nordfracht
         */
        value: string
      }[]
      /**
       * @description The models that gave the labels
       * @example 2026-11-2
       */
      modelVersion: string
      /**
       * @description The taxonomy that gave the labels
       * @example 5e9c01
       */
      taxonomyVersion: string
    }
    /**
     * DismissedTerm
     * @description An emerging term that is not shown
     */
    DismissedTerm: {
      /**
       * @description Id of the dismissal
       * @example 9b1c…
       */
      id: string
      /**
       * @description Id of the department that it is dismissed for
       * @example product
       */
      department: string
      /**
       * @description The phrase
       * @example black friday
       */
      term: string
      /**
       * @description Why: irrelevant, known, planned or other
       * @enum {unknown}
       */
      kind: 'irrelevant' | 'known' | 'planned' | 'other'
      /**
       * @description A note; empty: none
       * @example Our sale of this week
       */
      note: string
      /**
       * @description Unique authors within a day, at the peak, when it was dismissed
       * @example 5
       */
      observed: number
      /**
       * @description Who dismissed it, by id
       * @example mara
       */
      by: string
      /**
       * Format: date-time
       * @description When it was dismissed
       * @example 2026-11-30T14:05:00.000Z
       */
      dismissedAt: string
    }
    /** Department */
    Department: {
      /**
       * @description Id of the department
       * @example logistics
       */
      id: string
      /**
       * @description Its name
       * @example Logistics
       */
      name: string
      /**
       * @description Active alerts that it owns or watches
       * @example 2
       */
      openAlerts: number
      /**
       * @description Topics that it owns or watches
       * @example 7
       */
      topics: number
      /** @description Its mentions of today; null: the caller does not see its mentions */
      today: {
        /**
         * @description Mentions since midnight (UTC)
         * @example 214
         */
        mentions: number
        /**
         * @description Mentions expected up to this time of day; absent while the baseline is being learnt
         * @example 180.5
         */
        expected?: number
        /**
         * @description Lower end of the expected range (80 %), in mentions
         * @example 150
         */
        lower?: number
        /**
         * @description Upper end of the expected range, in mentions
         * @example 212
         */
        upper?: number
      } | null
    }
    /** Topic */
    Topic: {
      /**
       * @description Id of the topic
       * @example delivery.late
       */
      id: string
      /**
       * @description Its name
       * @example Parcel late
       */
      name: string
      /**
       * @description Id of the topic above it; null: none
       * @example delivery
       */
      parent: string | null
      /**
       * @description Ids of its departments; the first one acts
       * @example [
       *       "logistics"
       *     ]
       */
      owners: string[]
      /**
       * @description How grave it is by itself
       * @enum {unknown}
       */
      severity: 'low' | 'medium' | 'high' | 'critical'
    }
    /** Source */
    Source: {
      /**
       * @description Name of the source
       * @example app-store
       */
      source: string
      /**
       * @description How its mentions arrive
       * @enum {unknown}
       */
      kind: 'feed' | 'stream' | 'webhook' | 'file'
      /**
       * @description Whether it is read
       * @enum {unknown}
       */
      health: 'live' | 'quiet' | 'idle' | 'failing' | 'blind' | 'gone' | 'gap'
      /**
       * @description Why it is in this state; empty: nothing to say
       * @example HTTP 503
       */
      reason: string
      /**
       * @description All its mentions up to this time are stored; null for webhooks and files
       * @example 2026-11-30T14:05:00.000Z
       */
      frontierAt: string | null
      /**
       * @description Time of its newest mention; null: none
       * @example 2026-11-30T14:05:00.000Z
       */
      lastHeardAt: string | null
      /**
       * @description Time between now and frontierAt in ms; null for webhooks and files
       * @example 42000
       */
      lag: number | null
      /**
       * @description Its mentions of the last 24 hours
       * @example 61
       */
      mentions24h: number
      /** @description What must be found for the source to count as read; null: nothing */
      canary: {
        /**
         * @description As messages name it: "news" in quotes, or any item
         * @example "news"
         */
        looksFor: string
        /**
         * Format: date-time
         * @description Time of the newest item that it found; before the first one that of the first poll
         * @example 2026-11-30T14:05:00.000Z
         */
        lastFoundAt: string
      } | null
      /** @description null for sources whose requests are not counted */
      usage: {
        /**
         * @description Requests
         * @example 288
         */
        requests: number
        /**
         * @description What the service charges for one by one, such as posts that are read
         * @example 1200
         */
        units: number
        /**
         * @description Cost in US dollars
         * @example 0.6
         */
        usd: number
        /**
         * @description The budget of requests; null: no limit
         * @example 1000
         */
        requestsPerDay: number | null
        /**
         * @description The budget in US dollars; null: no limit
         * @example 5
         */
        usdPerDay: number | null
      } | null
    }
    /**
     * SqlResult
     * @description The result of a query
     */
    SqlResult: {
      /** @description The columns */
      meta: {
        /**
         * @description Name of the column
         * @example carrier
         */
        name: string
        /**
         * @description Its type in ClickHouse
         * @example String
         */
        type: string
      }[]
      /** @description The rows */
      data: {
        [key: string]: unknown
      }[]
      /**
       * @description Number of rows
       * @example 1
       */
      rows: number
      /** @description What it cost */
      statistics: {
        /**
         * @description Time that the query took, in seconds
         * @example 0.012
         */
        elapsed: number
        /**
         * @description Rows that it read
         * @example 48210
         */
        rows_read: number
        /**
         * @description Bytes that it read
         * @example 1204332
         */
        bytes_read: number
      }
    }
  }
  responses: {
    /** @description The request is not valid; the detail names what is wrong */
    Problem400: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description Too many requests; Retry-After says when to go on */
    Problem429: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description An error of the server; its log says which */
    Problem500: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The store or the log is out of reach, or the server is overloaded; Retry-After says when to try again */
    Problem503: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description Another error of the request */
    Problem4XX: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description Another error of the server */
    Problem5XX: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description There is none with this id, or the caller does not see it */
    Problem404: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The state does not allow it */
    Problem409: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The credential is missing or not valid */
    Problem401: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The credential or the role does not suffice; the detail says whose does */
    Problem403: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
  }
  parameters: never
  requestBodies: never
  headers: never
  pathItems: never
}
export type $defs = Record<string, never>
export interface operations {
  getSession: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * @description Who the caller is, by id; null: nobody is named
             * @example mara
             */
            person: string | null
            /** @description What identified the caller; null: nothing, although it is required */
            by: ('key' | 'provider' | 'proxy' | 'name') | null
            /** @description What the caller may do; null: nothing */
            scope: ('read' | 'write' | 'admin') | null
            /**
             * @description When the session in the cookie ends at the latest; null: there is none
             * @example 2026-11-30T14:05:00.000Z
             */
            expiresAt: string | null
            /**
             * @description The host of the OpenID provider where people can sign in; null: none
             * @example login.halden.example
             */
            provider: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  signIn: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** @description An API key */
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description The API key
           * @example gsw_3f9a1c0b77de_…
           */
          key: string
        }
      }
    }
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * @description Who the caller is, by id; null: nobody is named
             * @example mara
             */
            person: string | null
            /** @description What identified the caller; null: nothing, although it is required */
            by: ('key' | 'provider' | 'proxy' | 'name') | null
            /** @description What the caller may do; null: nothing */
            scope: ('read' | 'write' | 'admin') | null
            /**
             * @description When the session in the cookie ends at the latest; null: there is none
             * @example 2026-11-30T14:05:00.000Z
             */
            expiresAt: string | null
            /**
             * @description The host of the OpenID provider where people can sign in; null: none
             * @example login.halden.example
             */
            provider: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  signOut: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The session has ended */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * @description The page that also ends the session at the OpenID provider; null: none
             * @example https://login.halden.example/logout
             */
            providerUrl: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  getConfirmation: {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description The secret of the link
         * @example eyJhIjoiOWYxYyJ9.3b1f
         */
        token: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The planner card and its impact status */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * @description Id of the person who received the link
             * @example petra
             */
            person: string
            /**
             * @description Their name
             * @example Petra Holm
             */
            name: string
            alert: components['schemas']['ConfirmedAlert']
          }
        }
      }
      400: components['responses']['Problem400']
      404: components['responses']['Problem404']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  confirmImpact: {
    parameters: {
      query?: never
      header?: {
        /**
         * @description Requests with the same key are one command; absent: each is one of its own
         * @example b7c9-4410
         */
        'idempotency-key'?: string
      }
      path: {
        /**
         * @description The secret of the link
         * @example eyJhIjoiOWYxYyJ9.3b1f
         */
        token: string
      }
      cookie?: never
    }
    /** @description The new impact status */
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description The impact status
           * @enum {unknown}
           */
          status: 'potential' | 'confirmed' | 'none' | 'restored'
          /**
           * @description When it is expected to end. ISO 8601; UTC without a zone
           * @example 2026-12-04T00:00:00Z
           */
          expectedUntil?: string
          /**
           * @description A note
           * @example Seal of lot L2411 leaks
           */
          reason?: string
        }
      }
    }
    responses: {
      /** @description The planner card and its impact status */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * @description Id of the person who received the link
             * @example petra
             */
            person: string
            /**
             * @description Their name
             * @example Petra Holm
             */
            name: string
            alert: components['schemas']['ConfirmedAlert']
          }
        }
      }
      /** @description The command is durable and not yet applied */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Accepted']
        }
      }
      400: components['responses']['Problem400']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  getAlertHistory: {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the alert
         * @example 9f1c2ab47d60
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description All changes; the list has one page */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The items of this page */
            items: components['schemas']['AlertChange'][]
            /**
             * @description Send it as `cursor` for the next page; null: this is the last one
             * @example eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0
             */
            nextCursor: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listAlertActions: {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the alert
         * @example 9f1c2ab47d60
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description Every command */
            items: {
              /**
               * @description The last part of the path of the command
               * @enum {unknown}
               */
              action:
                | 'acknowledge'
                | 'assign'
                | 'snooze'
                | 'resolve'
                | 'reopen'
                | 'handover'
                | 'comment'
                | 'claim'
                | 'release'
                | 'impact'
                | 'verdict'
                | 'merge'
                | 'split'
              /**
               * @description Why the caller may not do it, and who may; null = the caller may
               * @example viewers may not change alerts; responders and admins may
               */
              refusal: string | null
            }[]
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listAlerts: {
    parameters: {
      query?: {
        /** @description Only alerts with this status */
        status?: 'open' | 'acknowledged' | 'snoozed' | 'resolved'
        /**
         * @description Only alerts that this department (by id) owns or watches
         * @example logistics
         */
        department?: string
        /**
         * @description Only alerts of this topic (by id) and of its subtopics
         * @example delivery
         */
        topic?: string
        /**
         * @description Only alerts that are cut by this product, or whose drivers name it
         * @example Hopper HP-40
         */
        product?: string
        /**
         * @description Only alerts that are cut by this version, or whose drivers name it
         * @example 4.2
         */
        version?: string
        /**
         * @description Only alerts that are cut by this region, or whose drivers name it
         * @example North
         */
        region?: string
        /**
         * @description Only alerts that are cut by this carrier, or whose drivers name it
         * @example Nordfracht
         */
        carrier?: string
        /**
         * @description Only alerts that are cut by this supplier, or whose drivers name it
         * @example Veld Plastics
         */
        supplier?: string
        /**
         * @description Only alerts that are cut by this lot, or whose drivers name it
         * @example L-2231
         */
        lot?: string
        /**
         * @description Only alerts that are cut by this source, or whose drivers name it
         * @example forum
         */
        source?: string
        /** @description Only alerts with this last rating */
        verdict?: 'useful' | 'noise' | 'expected' | 'duplicate'
        /**
         * @description Only alerts that changed at or after this time. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        since?: string
        /**
         * @description Only alerts that opened at or after this time. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        from?: string
        /**
         * @description Only alerts that opened before this time. ISO 8601; UTC without a zone
         * @example 2026-11-30T00:00:00Z
         */
        to?: string
        /**
         * @description `nextCursor` of the page before; absent: the first page
         * @example eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0
         */
        cursor?: string
        /**
         * @description How many items at most
         * @example 20
         */
        limit?: number
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description A page of alerts */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The items of this page */
            items: components['schemas']['Alert'][]
            /**
             * @description Send it as `cursor` for the next page; null: this is the last one
             * @example eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0
             */
            nextCursor: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  getAlert: {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the alert
         * @example 9f1c2ab47d60
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description An issue that customers report */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Alert']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  acknowledgeAlert: {
    parameters: {
      query?: never
      header?: {
        /**
         * @description Requests with the same key are one command; absent: each is one of its own
         * @example b7c9-4410
         */
        'idempotency-key'?: string
      }
      path: {
        /**
         * @description Id of the alert
         * @example 9f1c2ab47d60
         */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description A note; of a comment its text
           * @example Calling Nordfracht
           */
          reason?: string
          /**
           * @description assign: the new owner, by id or name
           * @example mara
           */
          owner?: string
          /**
           * @description snooze, claim: when it ends. ISO 8601; UTC without a zone
           * @example 2026-12-01T08:00:00Z
           */
          until?: string
          /**
           * @description snooze: it ends when the excess has grown by this many percent
           * @example 50
           */
          worseBy?: number
          /**
           * @description handover: id of the department that gets it
           * @example support
           */
          department?: string
          /**
           * @description verdict: the rating
           * @enum {unknown}
           */
          verdict?: 'useful' | 'noise' | 'expected' | 'duplicate'
          /**
           * @description verdict duplicate: id of the original alert
           * @example 8c2f6a1d9e3b
           */
          duplicateOf?: string
          /**
           * @description impact: the impact status
           * @enum {unknown}
           */
          status?: 'potential' | 'confirmed' | 'none' | 'restored'
          /**
           * @description impact: when it is expected to end. ISO 8601; UTC without a zone
           * @example 2026-12-04T00:00:00Z
           */
          expectedUntil?: string
          /**
           * @description merge: id of the alert to merge into
           * @example 8c2f6a1d9e3b
           */
          into?: string
          /**
           * @description split: id of a topic of also
           * @example delivery.damaged
           */
          topic?: string
          /**
           * @description split: id of a merged alert, instead of topic
           * @example 8c2f6a1d9e3b
           */
          merged?: string
        } | null
      }
    }
    responses: {
      /** @description An issue that customers report */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Alert']
        }
      }
      /** @description The command is durable and not yet applied */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Accepted']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  assignAlert: {
    parameters: {
      query?: never
      header?: {
        /**
         * @description Requests with the same key are one command; absent: each is one of its own
         * @example b7c9-4410
         */
        'idempotency-key'?: string
      }
      path: {
        /**
         * @description Id of the alert
         * @example 9f1c2ab47d60
         */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description A note; of a comment its text
           * @example Calling Nordfracht
           */
          reason?: string
          /**
           * @description assign: the new owner, by id or name
           * @example mara
           */
          owner?: string
          /**
           * @description snooze, claim: when it ends. ISO 8601; UTC without a zone
           * @example 2026-12-01T08:00:00Z
           */
          until?: string
          /**
           * @description snooze: it ends when the excess has grown by this many percent
           * @example 50
           */
          worseBy?: number
          /**
           * @description handover: id of the department that gets it
           * @example support
           */
          department?: string
          /**
           * @description verdict: the rating
           * @enum {unknown}
           */
          verdict?: 'useful' | 'noise' | 'expected' | 'duplicate'
          /**
           * @description verdict duplicate: id of the original alert
           * @example 8c2f6a1d9e3b
           */
          duplicateOf?: string
          /**
           * @description impact: the impact status
           * @enum {unknown}
           */
          status?: 'potential' | 'confirmed' | 'none' | 'restored'
          /**
           * @description impact: when it is expected to end. ISO 8601; UTC without a zone
           * @example 2026-12-04T00:00:00Z
           */
          expectedUntil?: string
          /**
           * @description merge: id of the alert to merge into
           * @example 8c2f6a1d9e3b
           */
          into?: string
          /**
           * @description split: id of a topic of also
           * @example delivery.damaged
           */
          topic?: string
          /**
           * @description split: id of a merged alert, instead of topic
           * @example 8c2f6a1d9e3b
           */
          merged?: string
        } | null
      }
    }
    responses: {
      /** @description An issue that customers report */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Alert']
        }
      }
      /** @description The command is durable and not yet applied */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Accepted']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  snoozeAlert: {
    parameters: {
      query?: never
      header?: {
        /**
         * @description Requests with the same key are one command; absent: each is one of its own
         * @example b7c9-4410
         */
        'idempotency-key'?: string
      }
      path: {
        /**
         * @description Id of the alert
         * @example 9f1c2ab47d60
         */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description A note; of a comment its text
           * @example Calling Nordfracht
           */
          reason?: string
          /**
           * @description assign: the new owner, by id or name
           * @example mara
           */
          owner?: string
          /**
           * @description snooze, claim: when it ends. ISO 8601; UTC without a zone
           * @example 2026-12-01T08:00:00Z
           */
          until?: string
          /**
           * @description snooze: it ends when the excess has grown by this many percent
           * @example 50
           */
          worseBy?: number
          /**
           * @description handover: id of the department that gets it
           * @example support
           */
          department?: string
          /**
           * @description verdict: the rating
           * @enum {unknown}
           */
          verdict?: 'useful' | 'noise' | 'expected' | 'duplicate'
          /**
           * @description verdict duplicate: id of the original alert
           * @example 8c2f6a1d9e3b
           */
          duplicateOf?: string
          /**
           * @description impact: the impact status
           * @enum {unknown}
           */
          status?: 'potential' | 'confirmed' | 'none' | 'restored'
          /**
           * @description impact: when it is expected to end. ISO 8601; UTC without a zone
           * @example 2026-12-04T00:00:00Z
           */
          expectedUntil?: string
          /**
           * @description merge: id of the alert to merge into
           * @example 8c2f6a1d9e3b
           */
          into?: string
          /**
           * @description split: id of a topic of also
           * @example delivery.damaged
           */
          topic?: string
          /**
           * @description split: id of a merged alert, instead of topic
           * @example 8c2f6a1d9e3b
           */
          merged?: string
        } | null
      }
    }
    responses: {
      /** @description An issue that customers report */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Alert']
        }
      }
      /** @description The command is durable and not yet applied */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Accepted']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  resolveAlert: {
    parameters: {
      query?: never
      header?: {
        /**
         * @description Requests with the same key are one command; absent: each is one of its own
         * @example b7c9-4410
         */
        'idempotency-key'?: string
      }
      path: {
        /**
         * @description Id of the alert
         * @example 9f1c2ab47d60
         */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description A note; of a comment its text
           * @example Calling Nordfracht
           */
          reason?: string
          /**
           * @description assign: the new owner, by id or name
           * @example mara
           */
          owner?: string
          /**
           * @description snooze, claim: when it ends. ISO 8601; UTC without a zone
           * @example 2026-12-01T08:00:00Z
           */
          until?: string
          /**
           * @description snooze: it ends when the excess has grown by this many percent
           * @example 50
           */
          worseBy?: number
          /**
           * @description handover: id of the department that gets it
           * @example support
           */
          department?: string
          /**
           * @description verdict: the rating
           * @enum {unknown}
           */
          verdict?: 'useful' | 'noise' | 'expected' | 'duplicate'
          /**
           * @description verdict duplicate: id of the original alert
           * @example 8c2f6a1d9e3b
           */
          duplicateOf?: string
          /**
           * @description impact: the impact status
           * @enum {unknown}
           */
          status?: 'potential' | 'confirmed' | 'none' | 'restored'
          /**
           * @description impact: when it is expected to end. ISO 8601; UTC without a zone
           * @example 2026-12-04T00:00:00Z
           */
          expectedUntil?: string
          /**
           * @description merge: id of the alert to merge into
           * @example 8c2f6a1d9e3b
           */
          into?: string
          /**
           * @description split: id of a topic of also
           * @example delivery.damaged
           */
          topic?: string
          /**
           * @description split: id of a merged alert, instead of topic
           * @example 8c2f6a1d9e3b
           */
          merged?: string
        } | null
      }
    }
    responses: {
      /** @description An issue that customers report */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Alert']
        }
      }
      /** @description The command is durable and not yet applied */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Accepted']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  reopenAlert: {
    parameters: {
      query?: never
      header?: {
        /**
         * @description Requests with the same key are one command; absent: each is one of its own
         * @example b7c9-4410
         */
        'idempotency-key'?: string
      }
      path: {
        /**
         * @description Id of the alert
         * @example 9f1c2ab47d60
         */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description A note; of a comment its text
           * @example Calling Nordfracht
           */
          reason?: string
          /**
           * @description assign: the new owner, by id or name
           * @example mara
           */
          owner?: string
          /**
           * @description snooze, claim: when it ends. ISO 8601; UTC without a zone
           * @example 2026-12-01T08:00:00Z
           */
          until?: string
          /**
           * @description snooze: it ends when the excess has grown by this many percent
           * @example 50
           */
          worseBy?: number
          /**
           * @description handover: id of the department that gets it
           * @example support
           */
          department?: string
          /**
           * @description verdict: the rating
           * @enum {unknown}
           */
          verdict?: 'useful' | 'noise' | 'expected' | 'duplicate'
          /**
           * @description verdict duplicate: id of the original alert
           * @example 8c2f6a1d9e3b
           */
          duplicateOf?: string
          /**
           * @description impact: the impact status
           * @enum {unknown}
           */
          status?: 'potential' | 'confirmed' | 'none' | 'restored'
          /**
           * @description impact: when it is expected to end. ISO 8601; UTC without a zone
           * @example 2026-12-04T00:00:00Z
           */
          expectedUntil?: string
          /**
           * @description merge: id of the alert to merge into
           * @example 8c2f6a1d9e3b
           */
          into?: string
          /**
           * @description split: id of a topic of also
           * @example delivery.damaged
           */
          topic?: string
          /**
           * @description split: id of a merged alert, instead of topic
           * @example 8c2f6a1d9e3b
           */
          merged?: string
        } | null
      }
    }
    responses: {
      /** @description An issue that customers report */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Alert']
        }
      }
      /** @description The command is durable and not yet applied */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Accepted']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  handoverAlert: {
    parameters: {
      query?: never
      header?: {
        /**
         * @description Requests with the same key are one command; absent: each is one of its own
         * @example b7c9-4410
         */
        'idempotency-key'?: string
      }
      path: {
        /**
         * @description Id of the alert
         * @example 9f1c2ab47d60
         */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description A note; of a comment its text
           * @example Calling Nordfracht
           */
          reason?: string
          /**
           * @description assign: the new owner, by id or name
           * @example mara
           */
          owner?: string
          /**
           * @description snooze, claim: when it ends. ISO 8601; UTC without a zone
           * @example 2026-12-01T08:00:00Z
           */
          until?: string
          /**
           * @description snooze: it ends when the excess has grown by this many percent
           * @example 50
           */
          worseBy?: number
          /**
           * @description handover: id of the department that gets it
           * @example support
           */
          department?: string
          /**
           * @description verdict: the rating
           * @enum {unknown}
           */
          verdict?: 'useful' | 'noise' | 'expected' | 'duplicate'
          /**
           * @description verdict duplicate: id of the original alert
           * @example 8c2f6a1d9e3b
           */
          duplicateOf?: string
          /**
           * @description impact: the impact status
           * @enum {unknown}
           */
          status?: 'potential' | 'confirmed' | 'none' | 'restored'
          /**
           * @description impact: when it is expected to end. ISO 8601; UTC without a zone
           * @example 2026-12-04T00:00:00Z
           */
          expectedUntil?: string
          /**
           * @description merge: id of the alert to merge into
           * @example 8c2f6a1d9e3b
           */
          into?: string
          /**
           * @description split: id of a topic of also
           * @example delivery.damaged
           */
          topic?: string
          /**
           * @description split: id of a merged alert, instead of topic
           * @example 8c2f6a1d9e3b
           */
          merged?: string
        } | null
      }
    }
    responses: {
      /** @description An issue that customers report */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Alert']
        }
      }
      /** @description The command is durable and not yet applied */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Accepted']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  commentAlert: {
    parameters: {
      query?: never
      header?: {
        /**
         * @description Requests with the same key are one command; absent: each is one of its own
         * @example b7c9-4410
         */
        'idempotency-key'?: string
      }
      path: {
        /**
         * @description Id of the alert
         * @example 9f1c2ab47d60
         */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description A note; of a comment its text
           * @example Calling Nordfracht
           */
          reason?: string
          /**
           * @description assign: the new owner, by id or name
           * @example mara
           */
          owner?: string
          /**
           * @description snooze, claim: when it ends. ISO 8601; UTC without a zone
           * @example 2026-12-01T08:00:00Z
           */
          until?: string
          /**
           * @description snooze: it ends when the excess has grown by this many percent
           * @example 50
           */
          worseBy?: number
          /**
           * @description handover: id of the department that gets it
           * @example support
           */
          department?: string
          /**
           * @description verdict: the rating
           * @enum {unknown}
           */
          verdict?: 'useful' | 'noise' | 'expected' | 'duplicate'
          /**
           * @description verdict duplicate: id of the original alert
           * @example 8c2f6a1d9e3b
           */
          duplicateOf?: string
          /**
           * @description impact: the impact status
           * @enum {unknown}
           */
          status?: 'potential' | 'confirmed' | 'none' | 'restored'
          /**
           * @description impact: when it is expected to end. ISO 8601; UTC without a zone
           * @example 2026-12-04T00:00:00Z
           */
          expectedUntil?: string
          /**
           * @description merge: id of the alert to merge into
           * @example 8c2f6a1d9e3b
           */
          into?: string
          /**
           * @description split: id of a topic of also
           * @example delivery.damaged
           */
          topic?: string
          /**
           * @description split: id of a merged alert, instead of topic
           * @example 8c2f6a1d9e3b
           */
          merged?: string
        } | null
      }
    }
    responses: {
      /** @description An issue that customers report */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Alert']
        }
      }
      /** @description The command is durable and not yet applied */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Accepted']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  claimAlert: {
    parameters: {
      query?: never
      header?: {
        /**
         * @description Requests with the same key are one command; absent: each is one of its own
         * @example b7c9-4410
         */
        'idempotency-key'?: string
      }
      path: {
        /**
         * @description Id of the alert
         * @example 9f1c2ab47d60
         */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description A note; of a comment its text
           * @example Calling Nordfracht
           */
          reason?: string
          /**
           * @description assign: the new owner, by id or name
           * @example mara
           */
          owner?: string
          /**
           * @description snooze, claim: when it ends. ISO 8601; UTC without a zone
           * @example 2026-12-01T08:00:00Z
           */
          until?: string
          /**
           * @description snooze: it ends when the excess has grown by this many percent
           * @example 50
           */
          worseBy?: number
          /**
           * @description handover: id of the department that gets it
           * @example support
           */
          department?: string
          /**
           * @description verdict: the rating
           * @enum {unknown}
           */
          verdict?: 'useful' | 'noise' | 'expected' | 'duplicate'
          /**
           * @description verdict duplicate: id of the original alert
           * @example 8c2f6a1d9e3b
           */
          duplicateOf?: string
          /**
           * @description impact: the impact status
           * @enum {unknown}
           */
          status?: 'potential' | 'confirmed' | 'none' | 'restored'
          /**
           * @description impact: when it is expected to end. ISO 8601; UTC without a zone
           * @example 2026-12-04T00:00:00Z
           */
          expectedUntil?: string
          /**
           * @description merge: id of the alert to merge into
           * @example 8c2f6a1d9e3b
           */
          into?: string
          /**
           * @description split: id of a topic of also
           * @example delivery.damaged
           */
          topic?: string
          /**
           * @description split: id of a merged alert, instead of topic
           * @example 8c2f6a1d9e3b
           */
          merged?: string
        } | null
      }
    }
    responses: {
      /** @description An issue that customers report */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Alert']
        }
      }
      /** @description The command is durable and not yet applied */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Accepted']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  releaseAlert: {
    parameters: {
      query?: never
      header?: {
        /**
         * @description Requests with the same key are one command; absent: each is one of its own
         * @example b7c9-4410
         */
        'idempotency-key'?: string
      }
      path: {
        /**
         * @description Id of the alert
         * @example 9f1c2ab47d60
         */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description A note; of a comment its text
           * @example Calling Nordfracht
           */
          reason?: string
          /**
           * @description assign: the new owner, by id or name
           * @example mara
           */
          owner?: string
          /**
           * @description snooze, claim: when it ends. ISO 8601; UTC without a zone
           * @example 2026-12-01T08:00:00Z
           */
          until?: string
          /**
           * @description snooze: it ends when the excess has grown by this many percent
           * @example 50
           */
          worseBy?: number
          /**
           * @description handover: id of the department that gets it
           * @example support
           */
          department?: string
          /**
           * @description verdict: the rating
           * @enum {unknown}
           */
          verdict?: 'useful' | 'noise' | 'expected' | 'duplicate'
          /**
           * @description verdict duplicate: id of the original alert
           * @example 8c2f6a1d9e3b
           */
          duplicateOf?: string
          /**
           * @description impact: the impact status
           * @enum {unknown}
           */
          status?: 'potential' | 'confirmed' | 'none' | 'restored'
          /**
           * @description impact: when it is expected to end. ISO 8601; UTC without a zone
           * @example 2026-12-04T00:00:00Z
           */
          expectedUntil?: string
          /**
           * @description merge: id of the alert to merge into
           * @example 8c2f6a1d9e3b
           */
          into?: string
          /**
           * @description split: id of a topic of also
           * @example delivery.damaged
           */
          topic?: string
          /**
           * @description split: id of a merged alert, instead of topic
           * @example 8c2f6a1d9e3b
           */
          merged?: string
        } | null
      }
    }
    responses: {
      /** @description An issue that customers report */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Alert']
        }
      }
      /** @description The command is durable and not yet applied */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Accepted']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  impactAlert: {
    parameters: {
      query?: never
      header?: {
        /**
         * @description Requests with the same key are one command; absent: each is one of its own
         * @example b7c9-4410
         */
        'idempotency-key'?: string
      }
      path: {
        /**
         * @description Id of the alert
         * @example 9f1c2ab47d60
         */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description A note; of a comment its text
           * @example Calling Nordfracht
           */
          reason?: string
          /**
           * @description assign: the new owner, by id or name
           * @example mara
           */
          owner?: string
          /**
           * @description snooze, claim: when it ends. ISO 8601; UTC without a zone
           * @example 2026-12-01T08:00:00Z
           */
          until?: string
          /**
           * @description snooze: it ends when the excess has grown by this many percent
           * @example 50
           */
          worseBy?: number
          /**
           * @description handover: id of the department that gets it
           * @example support
           */
          department?: string
          /**
           * @description verdict: the rating
           * @enum {unknown}
           */
          verdict?: 'useful' | 'noise' | 'expected' | 'duplicate'
          /**
           * @description verdict duplicate: id of the original alert
           * @example 8c2f6a1d9e3b
           */
          duplicateOf?: string
          /**
           * @description impact: the impact status
           * @enum {unknown}
           */
          status?: 'potential' | 'confirmed' | 'none' | 'restored'
          /**
           * @description impact: when it is expected to end. ISO 8601; UTC without a zone
           * @example 2026-12-04T00:00:00Z
           */
          expectedUntil?: string
          /**
           * @description merge: id of the alert to merge into
           * @example 8c2f6a1d9e3b
           */
          into?: string
          /**
           * @description split: id of a topic of also
           * @example delivery.damaged
           */
          topic?: string
          /**
           * @description split: id of a merged alert, instead of topic
           * @example 8c2f6a1d9e3b
           */
          merged?: string
        } | null
      }
    }
    responses: {
      /** @description An issue that customers report */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Alert']
        }
      }
      /** @description The command is durable and not yet applied */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Accepted']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  verdictAlert: {
    parameters: {
      query?: never
      header?: {
        /**
         * @description Requests with the same key are one command; absent: each is one of its own
         * @example b7c9-4410
         */
        'idempotency-key'?: string
      }
      path: {
        /**
         * @description Id of the alert
         * @example 9f1c2ab47d60
         */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description A note; of a comment its text
           * @example Calling Nordfracht
           */
          reason?: string
          /**
           * @description assign: the new owner, by id or name
           * @example mara
           */
          owner?: string
          /**
           * @description snooze, claim: when it ends. ISO 8601; UTC without a zone
           * @example 2026-12-01T08:00:00Z
           */
          until?: string
          /**
           * @description snooze: it ends when the excess has grown by this many percent
           * @example 50
           */
          worseBy?: number
          /**
           * @description handover: id of the department that gets it
           * @example support
           */
          department?: string
          /**
           * @description verdict: the rating
           * @enum {unknown}
           */
          verdict?: 'useful' | 'noise' | 'expected' | 'duplicate'
          /**
           * @description verdict duplicate: id of the original alert
           * @example 8c2f6a1d9e3b
           */
          duplicateOf?: string
          /**
           * @description impact: the impact status
           * @enum {unknown}
           */
          status?: 'potential' | 'confirmed' | 'none' | 'restored'
          /**
           * @description impact: when it is expected to end. ISO 8601; UTC without a zone
           * @example 2026-12-04T00:00:00Z
           */
          expectedUntil?: string
          /**
           * @description merge: id of the alert to merge into
           * @example 8c2f6a1d9e3b
           */
          into?: string
          /**
           * @description split: id of a topic of also
           * @example delivery.damaged
           */
          topic?: string
          /**
           * @description split: id of a merged alert, instead of topic
           * @example 8c2f6a1d9e3b
           */
          merged?: string
        } | null
      }
    }
    responses: {
      /** @description An issue that customers report */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Alert']
        }
      }
      /** @description The command is durable and not yet applied */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Accepted']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  mergeAlert: {
    parameters: {
      query?: never
      header?: {
        /**
         * @description Requests with the same key are one command; absent: each is one of its own
         * @example b7c9-4410
         */
        'idempotency-key'?: string
      }
      path: {
        /**
         * @description Id of the alert
         * @example 9f1c2ab47d60
         */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description A note; of a comment its text
           * @example Calling Nordfracht
           */
          reason?: string
          /**
           * @description assign: the new owner, by id or name
           * @example mara
           */
          owner?: string
          /**
           * @description snooze, claim: when it ends. ISO 8601; UTC without a zone
           * @example 2026-12-01T08:00:00Z
           */
          until?: string
          /**
           * @description snooze: it ends when the excess has grown by this many percent
           * @example 50
           */
          worseBy?: number
          /**
           * @description handover: id of the department that gets it
           * @example support
           */
          department?: string
          /**
           * @description verdict: the rating
           * @enum {unknown}
           */
          verdict?: 'useful' | 'noise' | 'expected' | 'duplicate'
          /**
           * @description verdict duplicate: id of the original alert
           * @example 8c2f6a1d9e3b
           */
          duplicateOf?: string
          /**
           * @description impact: the impact status
           * @enum {unknown}
           */
          status?: 'potential' | 'confirmed' | 'none' | 'restored'
          /**
           * @description impact: when it is expected to end. ISO 8601; UTC without a zone
           * @example 2026-12-04T00:00:00Z
           */
          expectedUntil?: string
          /**
           * @description merge: id of the alert to merge into
           * @example 8c2f6a1d9e3b
           */
          into?: string
          /**
           * @description split: id of a topic of also
           * @example delivery.damaged
           */
          topic?: string
          /**
           * @description split: id of a merged alert, instead of topic
           * @example 8c2f6a1d9e3b
           */
          merged?: string
        } | null
      }
    }
    responses: {
      /** @description An issue that customers report */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Alert']
        }
      }
      /** @description The command is durable and not yet applied */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Accepted']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  splitAlert: {
    parameters: {
      query?: never
      header?: {
        /**
         * @description Requests with the same key are one command; absent: each is one of its own
         * @example b7c9-4410
         */
        'idempotency-key'?: string
      }
      path: {
        /**
         * @description Id of the alert
         * @example 9f1c2ab47d60
         */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description A note; of a comment its text
           * @example Calling Nordfracht
           */
          reason?: string
          /**
           * @description assign: the new owner, by id or name
           * @example mara
           */
          owner?: string
          /**
           * @description snooze, claim: when it ends. ISO 8601; UTC without a zone
           * @example 2026-12-01T08:00:00Z
           */
          until?: string
          /**
           * @description snooze: it ends when the excess has grown by this many percent
           * @example 50
           */
          worseBy?: number
          /**
           * @description handover: id of the department that gets it
           * @example support
           */
          department?: string
          /**
           * @description verdict: the rating
           * @enum {unknown}
           */
          verdict?: 'useful' | 'noise' | 'expected' | 'duplicate'
          /**
           * @description verdict duplicate: id of the original alert
           * @example 8c2f6a1d9e3b
           */
          duplicateOf?: string
          /**
           * @description impact: the impact status
           * @enum {unknown}
           */
          status?: 'potential' | 'confirmed' | 'none' | 'restored'
          /**
           * @description impact: when it is expected to end. ISO 8601; UTC without a zone
           * @example 2026-12-04T00:00:00Z
           */
          expectedUntil?: string
          /**
           * @description merge: id of the alert to merge into
           * @example 8c2f6a1d9e3b
           */
          into?: string
          /**
           * @description split: id of a topic of also
           * @example delivery.damaged
           */
          topic?: string
          /**
           * @description split: id of a merged alert, instead of topic
           * @example 8c2f6a1d9e3b
           */
          merged?: string
        } | null
      }
    }
    responses: {
      /** @description An issue that customers report */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Alert']
        }
      }
      /** @description The command is durable and not yet applied */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Accepted']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listSilences: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Silences that have not ended */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The items of this page */
            items: components['schemas']['Silence'][]
            /**
             * @description Send it as `cursor` for the next page; null: this is the last one
             * @example eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0
             */
            nextCursor: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  createSilence: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** @description The silence */
    requestBody: {
      content: {
        'application/json': {
          /** @description Which alerts: those that match every key */
          matches: {
            /**
             * @description Only alerts of these departments.
             * @example [
             *       "logistics"
             *     ]
             */
            departments?: string[]
            /**
             * @description Only alerts of these topics, each with its children.
             * @example [
             *       "delivery"
             *     ]
             */
            topics?: string[]
            /**
             * @description Only alerts about these products.
             * @example [
             *       "Kettle K3"
             *     ]
             */
            products?: string[]
            /**
             * @description Only alerts about these regions.
             * @example [
             *       "North"
             *     ]
             */
            regions?: string[]
            /**
             * @description Only alerts of these units.
             * @example [
             *       "north"
             *     ]
             */
            units?: string[]
            /**
             * @description Only alerts of at least this severity.
             * @example high
             * @enum {unknown}
             */
            severity?: 'low' | 'medium' | 'high' | 'critical'
          }
          /**
           * @description When it begins; absent: now. ISO 8601; UTC without a zone
           * @example 2026-11-23T00:00:00Z
           */
          from?: string
          /**
           * @description When it ends. ISO 8601; UTC without a zone
           * @example 2026-12-01T08:00:00Z
           */
          until: string
          /**
           * @description Why
           * @example Known outage at Klarpay
           */
          reason: string
        }
      }
    }
    responses: {
      /** @description No notifications about matching alerts for a time */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Silence']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  endSilence: {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the silence
         * @example 0c5a
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description No notifications about matching alerts for a time */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Silence']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listCompanyEvents: {
    parameters: {
      query?: {
        /**
         * @description Only events that last or end after it. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        from?: string
        /**
         * @description Only events that begin before it. ISO 8601; UTC without a zone
         * @example 2026-11-30T00:00:00Z
         */
        to?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Events of the company */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The events, latest first */
            items: components['schemas']['CompanyEvent'][]
            /**
             * @description Always null: the list has one page
             * @example null
             */
            nextCursor: string | null
            /**
             * @description Rows of the file that could not be read, with file and line
             * @example [
             *       "known-issues.yaml:12: no name"
             *     ]
             */
            faults: string[]
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  reportCompanyEvent: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** @description The event */
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description Your own id. An event with the same id is replaced. Absent: a new id
           * @example app-4.2
           */
          id?: string
          /**
           * @description What kind of event it is
           * @enum {unknown}
           */
          kind: 'release' | 'incident' | 'recall' | 'fix' | 'launch' | 'promotion' | 'status' | 'note'
          /**
           * @description Its name
           * @example Halden app 4.2
           */
          name: string
          /**
           * @description When it begins. Absent: now; an event that is replaced keeps its time. ISO 8601; UTC without a zone
           * @example 2026-11-23T00:00:00Z
           */
          from?: string
          /**
           * @description When it ends; absent: not known. ISO 8601; UTC without a zone
           * @example 2026-11-23T00:00:00Z
           */
          until?: string
          /**
           * @description When an incident or a recall was fixed. ISO 8601; UTC without a zone
           * @example 2026-11-23T00:00:00Z
           */
          fixedAt?: string
          /**
           * @description Of a fix: id of the event that it fixes
           * @example klarpay-outage
           */
          fixes?: string
          /**
           * @description Ids of topics that it concerns
           * @example [
           *       "app.pairing"
           *     ]
           */
          topics?: string[]
          /**
           * @description Ids of departments that it concerns
           * @example [
           *       "product"
           *     ]
           */
          departments?: string[]
          /**
           * @description Products that it concerns; absent: any
           * @example [
           *       "Halden app"
           *     ]
           */
          products?: string[]
          /**
           * @description Versions that it concerns; absent: any
           * @example [
           *       "4.2"
           *     ]
           */
          versions?: string[]
        }
      }
    }
    responses: {
      /** @description What happened, or will happen, at the company */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['CompanyEvent']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  removeCompanyEvent: {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the event
         * @example app-4.2
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description What happened, or will happen, at the company */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['CompanyEvent']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listIncidents: {
    parameters: {
      query?: {
        /**
         * @description Only alerts that opened since; 30 days before `to` if absent. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        from?: string
        /**
         * @description Only alerts that opened before; now if absent. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        to?: string
        /**
         * @description Words of the title, a cause, a department, a person, a rating or a note; all of them, in any case
         * @example parcel mara
         */
        q?: string
        /** @description Only alerts that now have this status */
        status?: 'open' | 'acknowledged' | 'snoozed' | 'resolved'
        /**
         * @description Only alerts of this department, which owns or watches
         * @example logistics
         */
        department?: string
        /** @description Only alerts that were rated so last */
        verdict?: 'useful' | 'noise' | 'expected' | 'duplicate'
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * Format: date-time
             * @description Start of the period
             * @example 2026-11-30T14:05:00.000Z
             */
            from: string
            /**
             * Format: date-time
             * @description End of the period, exclusive
             * @example 2026-11-30T14:05:00.000Z
             */
            to: string
            /** @description There are more; items has those of the newest 1,000 alerts */
            isCapped: boolean
            /** @description Over all items */
            figures: {
              /**
               * @description Number of incidents
               * @example 14
               */
              opened: number
              /**
               * @description Of these, not resolved
               * @example 2
               */
              active: number
              /**
               * @description Median of acknowledgeMs, ms; null = none was acknowledged
               * @example 7200000
               */
              medianAcknowledgeMs: number | null
              /**
               * @description Median of lastedMs, ms; null = none is resolved
               * @example 7200000
               */
              medianLastedMs: number | null
              /**
               * @description Rated useful
               * @example 9
               */
              useful: number
              /**
               * @description Rated in all
               * @example 11
               */
              rated: number
            }
            /** @description Newest first */
            items: {
              /**
               * @description Id of the alert
               * @example 51d0c7e29a4f
               */
              alertId: string
              /**
               * @description What kind of alert it is
               * @enum {unknown}
               */
              kind: 'spike' | 'shift' | 'drop' | 'hazard'
              /**
               * @description Its title
               * @example Parcel late · Nordfracht
               */
              title: string
              /**
               * @description How bad it is
               * @enum {unknown}
               */
              severity: 'low' | 'medium' | 'high' | 'critical'
              /**
               * @description Where it stands
               * @enum {unknown}
               */
              status: 'open' | 'acknowledged' | 'snoozed' | 'resolved'
              /**
               * @description Ids: the first one owns the alert, the others watch
               * @example [
               *       "logistics",
               *       "support"
               *     ]
               */
              departments: string[]
              /**
               * @description Id of the topic; empty = it is about a whole department
               * @example delivery.late
               */
              topic: string
              /**
               * @description The person who has it; null = nobody
               * @example mara
               */
              owner: string | null
              /**
               * Format: date-time
               * @description When it started
               * @example 2026-11-30T14:05:00.000Z
               */
              onsetAt: string
              /**
               * Format: date-time
               * @description When the alert opened
               * @example 2026-11-30T14:05:00.000Z
               */
              openedAt: string
              /**
               * @description null while it is active
               * @example 2026-11-30T14:05:00.000Z
               */
              resolvedAt: string | null
              /**
               * @description Time from onsetAt to resolvedAt, ms; null while it is active
               * @example 7200000
               */
              lastedMs: number | null
              /**
               * @description Time from openedAt to the first acknowledgement or assignment, ms; null = nobody acknowledged it
               * @example 7200000
               */
              acknowledgeMs: number | null
              /**
               * @description Mentions since the onset; of a hazard, reports
               * @example 316
               */
              mentions: number
              /** @description What the mentions have in common, with its share of the increase, 0 to 1; most first */
              causes: {
                /**
                 * @description What kind of value it is: a dimension of mentions, or term
                 * @example carrier
                 */
                dimension: string
                /**
                 * @description The value that these mentions contain
                 * @example Nordfracht
                 */
                value: string
                /**
                 * @description Share of the excess (observed − expected) whose mentions contain the value, 0–1
                 * @example 0.92
                 */
                share: number
              }[]
              /** @description The last rating; null = not rated */
              verdict: ('useful' | 'noise' | 'expected' | 'duplicate') | null
              /**
               * @description The note of the rating; empty = none
               * @example Found in time
               */
              verdictReason: string
              /**
               * @description Who resolved it: `groundswell`, or the id of a person; null = active, or not known
               * @example mara
               */
              resolvedBy: string | null
              /**
               * @description The note with which it was resolved; empty = none
               * @example The depot is open again
               */
              resolution: string
              /** @description Similar alerts that were resolved before it opened; null = none, or the caller sees none of them */
              before: {
                /**
                 * @description Number of similar alerts, at most 3
                 * @example 3
                 */
                count: number
                /**
                 * @description Median of their times from opening to resolution, ms
                 * @example 7200000
                 */
                medianMs: number
                /** @description The one that was resolved last */
                last: {
                  /**
                   * @description Id of the alert
                   * @example 51d0c7e29a4f
                   */
                  alertId: string
                  /**
                   * @description Its title
                   * @example Parcel late · Nordfracht
                   */
                  title: string
                  /**
                   * Format: date-time
                   * @description When it opened
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  openedAt: string
                  /**
                   * Format: date-time
                   * @description When it was resolved
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  resolvedAt: string
                  /**
                   * @description Who owned it, by id; null: nobody
                   * @example mara
                   */
                  owner: string | null
                  /** @description Its last rating; null: none */
                  verdict: ('useful' | 'noise' | 'expected' | 'duplicate') | null
                  /**
                   * @description How similar it is, 0–1
                   * @example 0.83
                   */
                  score: number
                  /**
                   * @description Who resolved it: `groundswell`, or the id of a person; null = active, or not known
                   * @example mara
                   */
                  resolvedBy: string | null
                  /**
                   * @description The note with which it was resolved; empty = none
                   * @example The depot is open again
                   */
                  resolution: string
                }
              } | null
            }[]
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  exportIncidents: {
    parameters: {
      query?: {
        /**
         * @description Only alerts that opened since; 30 days before `to` if absent. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        from?: string
        /**
         * @description Only alerts that opened before; now if absent. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        to?: string
        /**
         * @description Words of the title, a cause, a department, a person, a rating or a note; all of them, in any case
         * @example parcel mara
         */
        q?: string
        /** @description Only alerts that now have this status */
        status?: 'open' | 'acknowledged' | 'snoozed' | 'resolved'
        /**
         * @description Only alerts of this department, which owns or watches
         * @example logistics
         */
        department?: string
        /** @description Only alerts that were rated so last */
        verdict?: 'useful' | 'noise' | 'expected' | 'duplicate'
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description CSV */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/csv': string
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listImpacts: {
    parameters: {
      query?: {
        /** @description Only impacts with this status */
        status?: 'potential' | 'confirmed' | 'none' | 'restored'
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Impacts with their planner cards */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The impacts */
            items: {
              /**
               * @description Id of the alert
               * @example 9f1c2ab47d60
               */
              alertId: string
              /**
               * @description Its title
               * @example Pump leaks · CM-40
               */
              title: string
              /**
               * @description Its severity
               * @enum {unknown}
               */
              severity: 'low' | 'medium' | 'high' | 'critical'
              /**
               * @description Its status
               * @example open
               */
              alertStatus: string
              /**
               * @description Its departments, the acting one first
               * @example [
               *       "procurement"
               *     ]
               */
              departments: string[]
              /**
               * Format: date-time
               * @description When the issue began
               * @example 2026-11-30T14:05:00.000Z
               */
              onsetAt: string
              /**
               * @description The impact status
               * @enum {unknown}
               */
              status: 'potential' | 'confirmed' | 'none' | 'restored'
              /**
               * @description When the impact is expected to end; null: not stated
               * @example 2026-11-30T14:05:00.000Z
               */
              expectedUntil: string | null
              /**
               * @description Who has to assess it, by id or name; null: unknown
               * @example petra
               */
              owner: string | null
              /**
               * @description Who last stated the status
               * @example petra
               */
              updatedBy: string
              /**
               * Format: date-time
               * @description When they did
               * @example 2026-11-30T14:05:00.000Z
               */
              updatedAt: string
              /**
               * @description Their note; empty: none
               * @example Seal of lot L2411 leaks
               */
              reason: string
              /** @description Affected items and exposure */
              card: {
                /** @description The affected rows of the planning data with the largest exposure, at most 50 */
                items: {
                  /**
                   * @description Its sku; empty: the cell is empty
                   * @example CM-40-B
                   */
                  sku: string
                  /**
                   * @description Its lot; empty: the cell is empty
                   * @example L2411
                   */
                  lot: string
                  /**
                   * @description Its product; empty: the cell is empty
                   * @example CM-40
                   */
                  product: string
                  /**
                   * @description Its carrier; empty: the cell is empty
                   * @example Nordfracht
                   */
                  carrier: string
                  /**
                   * @description Its region; empty: the cell is empty
                   * @example Bavaria
                   */
                  region: string
                  /**
                   * @description Its warehouse; empty: the cell is empty
                   * @example Leipzig
                   */
                  warehouse: string
                  /**
                   * @description Its supplier; empty: the cell is empty
                   * @example Ostermann
                   */
                  supplier: string
                  /**
                   * @description The site that makes it; empty: the cell is empty
                   * @example Plant 2
                   */
                  site: string
                  /**
                   * @description The part; empty: the cell is empty
                   * @example Pump seal
                   */
                  part: string
                  /**
                   * @description The planner, by id or name; empty: the cell is empty
                   * @example petra
                   */
                  owner: string
                  /**
                   * @description Units in the field or in stock
                   * @example 1200
                   */
                  units: number
                  /**
                   * @description Open orders
                   * @example 85
                   */
                  openOrders: number
                  /**
                   * @description Revenue in the company's own currency
                   * @example 96000
                   */
                  revenue: number
                }[]
                /**
                 * @description Further rows, not listed
                 * @example 3
                 */
                more?: number
                /** @description What is at risk, of all rows together */
                exposure: {
                  /**
                   * @description Units in the field or in stock
                   * @example 1200
                   */
                  units: number
                  /**
                   * @description Open orders
                   * @example 85
                   */
                  openOrders: number
                  /**
                   * @description Revenue in the company's own currency
                   * @example 96000
                   */
                  revenue: number
                  /**
                   * @description ISO 4217 code of the currency of the revenue; absent: not configured
                   * @example EUR
                   */
                  currency?: string
                }
                /**
                 * @description Unique authors who name one of the rows since the onset
                 * @example 18
                 */
                authors: number
                /**
                 * @description Sources in which one of the rows is named since the onset
                 * @example 3
                 */
                sources: number
                /**
                 * @description confirmed: enough unique authors in enough sources name the rows
                 * @enum {unknown}
                 */
                confirmation: 'unconfirmed' | 'confirmed'
                /** @description Values that mentions name and no row has */
                unmapped: {
                  /**
                   * @description The column of the planning data
                   * @example lot
                   */
                  dimension: string
                  /**
                   * @description The value that no row has
                   * @example L2499
                   */
                  value: string
                }[]
              }
            }[]
            /** @description Values in alerts of the last 30 days that are missing from the planning data */
            unmapped: {
              /**
               * @description The column of the planning data
               * @example lot
               */
              dimension: string
              /**
               * @description The value that no row has
               * @example L2499
               */
              value: string
              /**
               * @description Alerts that name it
               * @example 2
               */
              alerts: number
            }[]
            /**
             * @description Always null: the list has one page
             * @example null
             */
            nextCursor: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  exportImpacts: {
    parameters: {
      query?: {
        /** @description Only impacts with this status */
        status?: 'potential' | 'confirmed' | 'none' | 'restored'
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description One affected item per line */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/csv': string
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listDeliveries: {
    parameters: {
      query?: {
        /** @description Only deliveries in this state */
        state?: 'due' | 'sent' | 'failed' | 'suppressed'
        /**
         * @description Only those to this receiver, by name
         * @example care
         */
        receiver?: string
        /**
         * @description Only those about this alert, by id
         * @example 9f1c2ab47d60
         */
        alert?: string
        /**
         * @description How many items at most
         * @example 20
         */
        limit?: number
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Deliveries; the list has one page */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The items of this page */
            items: components['schemas']['Delivery'][]
            /**
             * @description Send it as `cursor` for the next page; null: this is the last one
             * @example eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0
             */
            nextCursor: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listAlertDeliveries: {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the alert
         * @example 9f1c2ab47d60
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Deliveries; the list has one page */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The items of this page */
            items: components['schemas']['Delivery'][]
            /**
             * @description Send it as `cursor` for the next page; null: this is the last one
             * @example eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0
             */
            nextCursor: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listReportDeliveries: {
    parameters: {
      query?: {
        /**
         * @description How many items at most
         * @example 20
         */
        limit?: number
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Deliveries; the list has one page */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The items of this page */
            items: {
              /**
               * @description report: and the day on which it is sent
               * @example report:2026-11-30
               */
              reportId: string
              /**
               * @description Name of the receiver
               * @example care
               */
              receiver: string
              /**
               * @description due: not yet sent. suppressed: it will not be sent. failed: given up
               * @enum {unknown}
               */
              state: 'due' | 'sent' | 'failed' | 'suppressed'
              /**
               * Format: date-time
               * @description When it was scheduled
               * @example 2026-11-30T14:05:00.000Z
               */
              createdAt: string
              /**
               * Format: date-time
               * @description When it is, or was, due
               * @example 2026-11-30T14:05:00.000Z
               */
              dueAt: string
              /**
               * @description When it was sent; null: it was not
               * @example 2026-11-30T14:05:00.000Z
               */
              sentAt: string | null
              /**
               * @description Number of attempts
               * @example 1
               */
              attempt: number
              /**
               * @description Why it is held back, failed or suppressed; empty: none of these
               * @example quiet hours
               */
              reason: string
            }[]
            /**
             * @description Send it as `cursor` for the next page; null: this is the last one
             * @example eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0
             */
            nextCursor: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  getOrganisation: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * @description How the organisation works
             * @enum {unknown}
             */
            model: 'centralized' | 'decentralized' | 'hub-and-spoke' | 'dandelion' | 'honeycomb'
            /**
             * @description The caller, by id; null: the request names nobody
             * @example mara
             */
            me: string | null
            /** @description The people of the configuration */
            people: {
              /**
               * @description Id of the person
               * @example mara
               */
              id: string
              /**
               * @description Their name
               * @example Mara Lindt
               */
              name: string
              /**
               * @description Ids of their departments
               * @example [
               *       "logistics"
               *     ]
               */
              departments: string[]
              /**
               * @description Ids of their business units
               * @example [
               *       "north"
               *     ]
               */
              units: string[]
              /** @description Whether they belong to the service team */
              hub: boolean
              /**
               * @description What they may do
               * @enum {unknown}
               */
              role: 'viewer' | 'responder' | 'admin'
            }[]
            /** @description The business units */
            units: {
              /**
               * @description Id of the business unit
               * @example north
               */
              id: string
              /**
               * @description Its name
               * @example North
               */
              name: string
            }[]
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  getSeries: {
    parameters: {
      query?: {
        /** @description What is counted. shareOfVoice: of all mentions that match the filters (without `by`: of all mentions). perThousandUnits: by the units of the planning data */
        measure?: 'mentions' | 'texts' | 'authors' | 'negativeShare' | 'sentiment' | 'shareOfVoice' | 'perThousandUnits'
        /** @description A series for each value of this dimension; absent: one series */
        by?:
          | 'department'
          | 'topic'
          | 'source'
          | 'sentiment'
          | 'stage'
          | 'product'
          | 'version'
          | 'region'
          | 'carrier'
          | 'supplier'
          | 'lot'
        /** @description Width of a bucket */
        bucket?: 'minute' | 'hour' | 'day' | 'week'
        /**
         * @description Beginning of the period; absent: 7 days before its end. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        from?: string
        /**
         * @description End of the period; absent: now. ISO 8601; UTC without a zone
         * @example 2026-11-30T00:00:00Z
         */
        to?: string
        /** @description with: spam is counted too. only: nothing else is. Absent: it counts only in the volume of a source. Shares of voice and rates are always without it */
        spam?: 'with' | 'only'
        /**
         * @description Only mentions of this department
         * @example logistics
         */
        department?: string
        /**
         * @description Only mentions of this topic
         * @example delivery.late
         */
        topic?: string
        /**
         * @description Only mentions of this source
         * @example forum
         */
        source?: string
        /** @description Only mentions with this sentiment */
        sentiment?: 'negative' | 'neutral' | 'positive'
        /** @description Only mentions of this stage of the customer journey */
        stage?: 'awareness' | 'consideration' | 'purchase' | 'use' | 'support' | 'advocacy'
        /**
         * @description Only mentions of this product
         * @example CM-40
         */
        product?: string
        /**
         * @description Only mentions of this version
         * @example 4.2
         */
        version?: string
        /**
         * @description Only mentions of this region
         * @example Bavaria
         */
        region?: string
        /**
         * @description Only mentions of this carrier
         * @example Nordfracht
         */
        carrier?: string
        /**
         * @description Only mentions of this supplier
         * @example Ostermann
         */
        supplier?: string
        /**
         * @description Only mentions of this lot
         * @example L2411
         */
        lot?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Counts over time */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Series']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  exportSeries: {
    parameters: {
      query?: {
        /** @description What is counted. shareOfVoice: of all mentions that match the filters (without `by`: of all mentions). perThousandUnits: by the units of the planning data */
        measure?: 'mentions' | 'texts' | 'authors' | 'negativeShare' | 'sentiment' | 'shareOfVoice' | 'perThousandUnits'
        /** @description A series for each value of this dimension; absent: one series */
        by?:
          | 'department'
          | 'topic'
          | 'source'
          | 'sentiment'
          | 'stage'
          | 'product'
          | 'version'
          | 'region'
          | 'carrier'
          | 'supplier'
          | 'lot'
        /** @description Width of a bucket */
        bucket?: 'minute' | 'hour' | 'day' | 'week'
        /**
         * @description Beginning of the period; absent: 7 days before its end. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        from?: string
        /**
         * @description End of the period; absent: now. ISO 8601; UTC without a zone
         * @example 2026-11-30T00:00:00Z
         */
        to?: string
        /** @description with: spam is counted too. only: nothing else is. Absent: it counts only in the volume of a source. Shares of voice and rates are always without it */
        spam?: 'with' | 'only'
        /**
         * @description Only mentions of this department
         * @example logistics
         */
        department?: string
        /**
         * @description Only mentions of this topic
         * @example delivery.late
         */
        topic?: string
        /**
         * @description Only mentions of this source
         * @example forum
         */
        source?: string
        /** @description Only mentions with this sentiment */
        sentiment?: 'negative' | 'neutral' | 'positive'
        /** @description Only mentions of this stage of the customer journey */
        stage?: 'awareness' | 'consideration' | 'purchase' | 'use' | 'support' | 'advocacy'
        /**
         * @description Only mentions of this product
         * @example CM-40
         */
        product?: string
        /**
         * @description Only mentions of this version
         * @example 4.2
         */
        version?: string
        /**
         * @description Only mentions of this region
         * @example Bavaria
         */
        region?: string
        /**
         * @description Only mentions of this carrier
         * @example Nordfracht
         */
        carrier?: string
        /**
         * @description Only mentions of this supplier
         * @example Ostermann
         */
        supplier?: string
        /**
         * @description Only mentions of this lot
         * @example L2411
         */
        lot?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description One bucket of a series per row */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/csv': string
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  exportSeriesAsJsonLines: {
    parameters: {
      query?: {
        /** @description What is counted. shareOfVoice: of all mentions that match the filters (without `by`: of all mentions). perThousandUnits: by the units of the planning data */
        measure?: 'mentions' | 'texts' | 'authors' | 'negativeShare' | 'sentiment' | 'shareOfVoice' | 'perThousandUnits'
        /** @description A series for each value of this dimension; absent: one series */
        by?:
          | 'department'
          | 'topic'
          | 'source'
          | 'sentiment'
          | 'stage'
          | 'product'
          | 'version'
          | 'region'
          | 'carrier'
          | 'supplier'
          | 'lot'
        /** @description Width of a bucket */
        bucket?: 'minute' | 'hour' | 'day' | 'week'
        /**
         * @description Beginning of the period; absent: 7 days before its end. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        from?: string
        /**
         * @description End of the period; absent: now. ISO 8601; UTC without a zone
         * @example 2026-11-30T00:00:00Z
         */
        to?: string
        /** @description with: spam is counted too. only: nothing else is. Absent: it counts only in the volume of a source. Shares of voice and rates are always without it */
        spam?: 'with' | 'only'
        /**
         * @description Only mentions of this department
         * @example logistics
         */
        department?: string
        /**
         * @description Only mentions of this topic
         * @example delivery.late
         */
        topic?: string
        /**
         * @description Only mentions of this source
         * @example forum
         */
        source?: string
        /** @description Only mentions with this sentiment */
        sentiment?: 'negative' | 'neutral' | 'positive'
        /** @description Only mentions of this stage of the customer journey */
        stage?: 'awareness' | 'consideration' | 'purchase' | 'use' | 'support' | 'advocacy'
        /**
         * @description Only mentions of this product
         * @example CM-40
         */
        product?: string
        /**
         * @description Only mentions of this version
         * @example 4.2
         */
        version?: string
        /**
         * @description Only mentions of this region
         * @example Bavaria
         */
        region?: string
        /**
         * @description Only mentions of this carrier
         * @example Nordfracht
         */
        carrier?: string
        /**
         * @description Only mentions of this supplier
         * @example Ostermann
         */
        supplier?: string
        /**
         * @description Only mentions of this lot
         * @example L2411
         */
        lot?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description One bucket of a series per row */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/jsonl': string
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  exportSeriesAsParquet: {
    parameters: {
      query?: {
        /** @description What is counted. shareOfVoice: of all mentions that match the filters (without `by`: of all mentions). perThousandUnits: by the units of the planning data */
        measure?: 'mentions' | 'texts' | 'authors' | 'negativeShare' | 'sentiment' | 'shareOfVoice' | 'perThousandUnits'
        /** @description A series for each value of this dimension; absent: one series */
        by?:
          | 'department'
          | 'topic'
          | 'source'
          | 'sentiment'
          | 'stage'
          | 'product'
          | 'version'
          | 'region'
          | 'carrier'
          | 'supplier'
          | 'lot'
        /** @description Width of a bucket */
        bucket?: 'minute' | 'hour' | 'day' | 'week'
        /**
         * @description Beginning of the period; absent: 7 days before its end. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        from?: string
        /**
         * @description End of the period; absent: now. ISO 8601; UTC without a zone
         * @example 2026-11-30T00:00:00Z
         */
        to?: string
        /** @description with: spam is counted too. only: nothing else is. Absent: it counts only in the volume of a source. Shares of voice and rates are always without it */
        spam?: 'with' | 'only'
        /**
         * @description Only mentions of this department
         * @example logistics
         */
        department?: string
        /**
         * @description Only mentions of this topic
         * @example delivery.late
         */
        topic?: string
        /**
         * @description Only mentions of this source
         * @example forum
         */
        source?: string
        /** @description Only mentions with this sentiment */
        sentiment?: 'negative' | 'neutral' | 'positive'
        /** @description Only mentions of this stage of the customer journey */
        stage?: 'awareness' | 'consideration' | 'purchase' | 'use' | 'support' | 'advocacy'
        /**
         * @description Only mentions of this product
         * @example CM-40
         */
        product?: string
        /**
         * @description Only mentions of this version
         * @example 4.2
         */
        version?: string
        /**
         * @description Only mentions of this region
         * @example Bavaria
         */
        region?: string
        /**
         * @description Only mentions of this carrier
         * @example Nordfracht
         */
        carrier?: string
        /**
         * @description Only mentions of this supplier
         * @example Ostermann
         */
        supplier?: string
        /**
         * @description Only mentions of this lot
         * @example L2411
         */
        lot?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description One bucket of a series per row */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/vnd.apache.parquet': string
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  getTotals: {
    parameters: {
      query?: {
        /** @description One item for each value; absent: one item in all */
        by?:
          | 'department'
          | 'topic'
          | 'source'
          | 'sentiment'
          | 'stage'
          | 'product'
          | 'version'
          | 'region'
          | 'carrier'
          | 'supplier'
          | 'lot'
        /**
         * @description Start of the period, rounded down to a full hour; 7 days before `to` if absent. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        from?: string
        /**
         * @description End of the period, rounded up to a full hour; now if absent. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        to?: string
        /**
         * @description Only mentions of this department
         * @example logistics
         */
        department?: string
        /**
         * @description Only mentions of this topic
         * @example delivery.late
         */
        topic?: string
        /**
         * @description Only mentions of this source
         * @example forum
         */
        source?: string
        /** @description Only mentions with this sentiment */
        sentiment?: 'negative' | 'neutral' | 'positive'
        /** @description Only mentions of this stage of the customer journey */
        stage?: 'awareness' | 'consideration' | 'purchase' | 'use' | 'support' | 'advocacy'
        /**
         * @description Only mentions of this product
         * @example CM-40
         */
        product?: string
        /**
         * @description Only mentions of this version
         * @example 4.2
         */
        version?: string
        /**
         * @description Only mentions of this region
         * @example Bavaria
         */
        region?: string
        /**
         * @description Only mentions of this carrier
         * @example Nordfracht
         */
        carrier?: string
        /**
         * @description Only mentions of this supplier
         * @example Ostermann
         */
        supplier?: string
        /**
         * @description Only mentions of this lot
         * @example L2411
         */
        lot?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * Format: date-time
             * @description Start of the period before
             */
            before: string
            /**
             * Format: date-time
             * @description Start of the period, a full hour (UTC)
             */
            from: string
            /**
             * Format: date-time
             * @description End of the period, exclusive, a full hour (UTC)
             */
            to: string
            /** @description Whether mentions were collected in all of the period before */
            isCompared: boolean
            /** @description The values with most mentions first, at most 1,000 */
            items: {
              /**
               * @description The value of the dimension `by`; empty without `by`
               * @example Nordfracht
               */
              key: string
              /**
               * @description Mentions from `from` to `to`, without spam
               * @example 316
               */
              mentions: number
              /**
               * @description Mentions from `before` to `from`, without spam
               * @example 120
               */
              mentionsBefore: number
              /**
               * @description Share of negative mentions from `from` to `to`, 0 to 1; null = no mentions
               * @example 0.62
               */
              negativeShare: number | null
              /**
               * @description more or fewer: the numbers of mentions differ beyond chance; same: they do not; tooFew: together fewer than 20
               * @enum {unknown}
               */
              difference: 'more' | 'fewer' | 'same' | 'tooFew'
            }[]
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  compareLaunches: {
    parameters: {
      query?: {
        /**
         * @description Id of a release or launch; compared with the earlier ones
         * @example app-4.2
         */
        event?: string
        /**
         * @description A version, compared with `against`
         * @example 4.2
         */
        version?: string
        /**
         * @description The version that `version` is compared with
         * @example 4.1
         */
        against?: string
        /**
         * @description With `version`: only mentions of this product
         * @example Halden app
         */
        product?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Releases, launches or versions, aligned at their day */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * @description The comparison in words
             * @example 4.2 has 2.1 times the complaints of 4.1 in 3 days.
             */
            sentence: string
            /**
             * @description All sides are counted for so long, in ms; 0: it began less than an hour ago
             * @example 259200000
             */
            spanMs: number
            /**
             * @description Width of a bucket in ms
             * @example 86400000
             */
            bucketMs: number
            /** @description The one in question first, then the earlier ones, latest first */
            sides: {
              /**
               * @description Id of the event, or the version
               * @example app-4.2
               */
              id: string
              /**
               * @description Its name
               * @example Halden app 4.2
               */
              label: string
              /**
               * Format: date-time
               * @description Its beginning
               * @example 2026-11-30T14:05:00.000Z
               */
              from: string
              /**
               * Format: date-time
               * @description from + spanMs
               * @example 2026-11-30T14:05:00.000Z
               */
              to: string
              /**
               * @description What its mentions name, by dimension
               * @example {
               *       "version": [
               *         "4.2"
               *       ]
               *     }
               */
              has: {
                [key: string]: string[]
              }
              /** @description Counts of the whole span */
              total: {
                /**
                 * @description Mentions
                 * @example 420
                 */
                mentions: number
                /**
                 * @description Complaints among them
                 * @example 96
                 */
                complaints: number
                /**
                 * @description Unique authors of complaints
                 * @example 91
                 */
                complainants: number
                /**
                 * @description Share of negative mentions, 0–1; null: no mentions
                 * @example 0.31
                 */
                negativeShare: number | null
                /**
                 * @description Mean sentiment score, −1 to 1; null: no mentions
                 * @example 0.08
                 */
                sentiment: number | null
              }
              /** @description Counts by bucket, from its beginning on */
              buckets: {
                /**
                 * @description Mentions
                 * @example 420
                 */
                mentions: number
                /**
                 * @description Complaints among them
                 * @example 96
                 */
                complaints: number
                /**
                 * @description Unique authors of complaints
                 * @example 91
                 */
                complainants: number
                /**
                 * @description Share of negative mentions, 0–1; null: no mentions
                 * @example 0.31
                 */
                negativeShare: number | null
                /**
                 * @description Mean sentiment score, −1 to 1; null: no mentions
                 * @example 0.08
                 */
                sentiment: number | null
              }[]
            }[]
            /** @description What the complaints are about */
            topics: {
              /**
               * @description Id of the topic
               * @example app.pairing
               */
              id: string
              /**
               * @description From the second side to the first
               * @enum {unknown}
               */
              change: 'new' | 'worse' | 'better' | 'same'
              /**
               * @description Complaints about it, in the order of the sides
               * @example [
               *       41,
               *       12
               *     ]
               */
              complaints: number[]
            }[]
            /** @description Earlier ones that cannot be compared */
            leftOut: {
              /**
               * @description Id of the event, or the version
               * @example app-4.2
               */
              id: string
              /**
               * @description Its name
               * @example Halden app 4.2
               */
              label: string
              /**
               * @description Why it is not compared
               * @example it began before coverage did
               */
              reason: string
            }[]
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listViews: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description All views */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The items of this page */
            items: components['schemas']['SavedView'][]
            /**
             * @description Send it as `cursor` for the next page; null: this is the last one
             * @example eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0
             */
            nextCursor: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  saveView: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** @description The view */
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description A view with the same id is replaced. Absent: a new id
           * @example b7c9
           */
          id?: string
          /**
           * @description Its name
           * @example Late parcels by carrier
           */
          name: string
          /**
           * @description The parameters of the page's address
           * @example {
           *       "topic": "delivery.late",
           *       "by": "carrier"
           *     }
           */
          query: {
            [key: string]: string
          }
        }
      }
    }
    responses: {
      /** @description Trends that were saved under a name */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SavedView']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  removeView: {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the view
         * @example b7c9
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Trends that were saved under a name */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SavedView']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  getTaxonomy: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * @description Labels are made with this version once it is applied
             * @example 1-5e9c01aa+77f0b2c1
             */
            version: string
            /** @description Whether this process works with that version; the others follow within seconds */
            isApplied: boolean
            /** @description Whether every mention of the last 56 days has labels of that version */
            isLabelled: boolean
            /** @description In the order of the taxonomy, a parent before its children */
            topics: {
              /**
               * @description With its parents, e.g. delivery.late
               * @example 6a1f0c9e
               */
              id: string
              /**
               * @description As people read it
               * @example Late parcels
               */
              name: string
              /**
               * @description The id of the topic above it; null = none
               * @example delivery
               */
              parent: string | null
              /**
               * @description Ids of departments: the first one acts, the others are notified
               * @example [
               *       "logistics"
               *     ]
               */
              owners: string[]
              /**
               * @description The least severity of its mentions
               * @example high
               */
              severity: string
              /** @description Whether a spike of the topic is an alert */
              alerts: boolean
              /**
               * @description One of them is enough for the topic
               * @example [
               *       "late|delayed * parcel"
               *     ]
               */
              phrases: string[]
              /**
               * @description Words that make the topic more likely, and are not enough alone
               * @example [
               *       "tracking"
               *     ]
               */
              hints: string[]
              /**
               * @description Ids of topics that were merged into it
               * @example [
               *       "delivery.lost"
               *     ]
               */
              merged: string[]
            }[]
            /** @description What people changed, newest first */
            edits: {
              /**
               * @description Of the edit; an undo names it
               * @example 6a1f0c9e
               */
              id: string
              /**
               * Format: date-time
               * @description When it was made
               * @example 2026-11-30T14:05:00.000Z
               */
              at: string
              /**
               * @description Who made it: the id of a person
               * @example mara
               */
              by: string
              /** @description A change of the topics; what it does not name stays */
              edit:
                | {
                    /**
                     * @description What is done
                     * @enum {unknown}
                     */
                    kind: 'add'
                    /**
                     * @description The id of a topic
                     * @example delivery.late
                     */
                    parent?: string
                    /**
                     * @description The id within the parent: lower case letters, digits and _
                     * @example klarpay
                     */
                    id: string
                    /**
                     * @description The name as people read it
                     * @example Klarpay
                     */
                    name: string
                    /**
                     * @description Ids of departments: the first one acts, the others are notified
                     * @example [
                     *       "logistics",
                     *       "support"
                     *     ]
                     */
                    owners?: string[]
                    /**
                     * @description The least severity of its mentions
                     * @enum {unknown}
                     */
                    severity?: 'low' | 'medium' | 'high' | 'critical'
                    /** @description Whether a spike of the topic is an alert */
                    alerts?: boolean
                    /**
                     * @description One of them is enough for the topic; as in a taxonomy file
                     * @example [
                     *       "late|delayed * parcel"
                     *     ]
                     */
                    phrases: string[]
                    /**
                     * @description Words that make the topic more likely, and are not enough alone
                     * @example [
                     *       "tracking"
                     *     ]
                     */
                    hints?: string[]
                  }
                | {
                    /**
                     * @description What is done
                     * @enum {unknown}
                     */
                    kind: 'change'
                    /**
                     * @description The id of a topic
                     * @example delivery.late
                     */
                    topic: string
                    /**
                     * @description The name as people read it
                     * @example Klarpay
                     */
                    name?: string
                    /**
                     * @description Ids of departments: the first one acts, the others are notified
                     * @example [
                     *       "logistics",
                     *       "support"
                     *     ]
                     */
                    owners?: string[]
                    /**
                     * @description The least severity of its mentions
                     * @enum {unknown}
                     */
                    severity?: 'low' | 'medium' | 'high' | 'critical'
                    /** @description Whether a spike of the topic is an alert */
                    alerts?: boolean
                    /**
                     * @description One of them is enough for the topic; as in a taxonomy file
                     * @example [
                     *       "late|delayed * parcel"
                     *     ]
                     */
                    phrases?: string[]
                    /**
                     * @description Words that make the topic more likely, and are not enough alone
                     * @example [
                     *       "tracking"
                     *     ]
                     */
                    hints?: string[]
                  }
                | {
                    /**
                     * @description What is done
                     * @enum {unknown}
                     */
                    kind: 'merge'
                    /**
                     * @description The id of a topic
                     * @example delivery.late
                     */
                    topic: string
                    /**
                     * @description The id of a topic
                     * @example delivery.late
                     */
                    into: string
                  }
                | {
                    /**
                     * @description What is done
                     * @enum {unknown}
                     */
                    kind: 'split'
                    /**
                     * @description The id of a topic
                     * @example delivery.late
                     */
                    topic: string
                    /**
                     * @description The id within the parent: lower case letters, digits and _
                     * @example klarpay
                     */
                    id: string
                    /**
                     * @description The name as people read it
                     * @example Klarpay
                     */
                    name: string
                    /**
                     * @description One of them is enough for the topic; as in a taxonomy file
                     * @example [
                     *       "late|delayed * parcel"
                     *     ]
                     */
                    phrases: string[]
                  }
                | {
                    /**
                     * @description What is done
                     * @enum {unknown}
                     */
                    kind: 'undo'
                    /**
                     * @description The id of an earlier edit
                     * @example 6a1f0c9e
                     */
                    edit: string
                  }
              /**
               * @description impossible: the file of the taxonomy has changed, and the edit has no place in it any more
               * @enum {unknown}
               */
              state: 'made' | 'undone' | 'impossible'
              /**
               * @description Why it is impossible; null otherwise
               * @example there is no topic delivery.lost
               */
              reason: string | null
            }[]
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  exportTaxonomy: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description YAML */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/yaml': string
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  editTaxonomy: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** @description A change of the topics; what it does not name stays */
    requestBody: {
      content: {
        'application/json':
          | {
              /**
               * @description What is done
               * @enum {unknown}
               */
              kind: 'add'
              /**
               * @description The id of a topic
               * @example delivery.late
               */
              parent?: string
              /**
               * @description The id within the parent: lower case letters, digits and _
               * @example klarpay
               */
              id: string
              /**
               * @description The name as people read it
               * @example Klarpay
               */
              name: string
              /**
               * @description Ids of departments: the first one acts, the others are notified
               * @example [
               *       "logistics",
               *       "support"
               *     ]
               */
              owners?: string[]
              /**
               * @description The least severity of its mentions
               * @enum {unknown}
               */
              severity?: 'low' | 'medium' | 'high' | 'critical'
              /** @description Whether a spike of the topic is an alert */
              alerts?: boolean
              /**
               * @description One of them is enough for the topic; as in a taxonomy file
               * @example [
               *       "late|delayed * parcel"
               *     ]
               */
              phrases: string[]
              /**
               * @description Words that make the topic more likely, and are not enough alone
               * @example [
               *       "tracking"
               *     ]
               */
              hints?: string[]
            }
          | {
              /**
               * @description What is done
               * @enum {unknown}
               */
              kind: 'change'
              /**
               * @description The id of a topic
               * @example delivery.late
               */
              topic: string
              /**
               * @description The name as people read it
               * @example Klarpay
               */
              name?: string
              /**
               * @description Ids of departments: the first one acts, the others are notified
               * @example [
               *       "logistics",
               *       "support"
               *     ]
               */
              owners?: string[]
              /**
               * @description The least severity of its mentions
               * @enum {unknown}
               */
              severity?: 'low' | 'medium' | 'high' | 'critical'
              /** @description Whether a spike of the topic is an alert */
              alerts?: boolean
              /**
               * @description One of them is enough for the topic; as in a taxonomy file
               * @example [
               *       "late|delayed * parcel"
               *     ]
               */
              phrases?: string[]
              /**
               * @description Words that make the topic more likely, and are not enough alone
               * @example [
               *       "tracking"
               *     ]
               */
              hints?: string[]
            }
          | {
              /**
               * @description What is done
               * @enum {unknown}
               */
              kind: 'merge'
              /**
               * @description The id of a topic
               * @example delivery.late
               */
              topic: string
              /**
               * @description The id of a topic
               * @example delivery.late
               */
              into: string
            }
          | {
              /**
               * @description What is done
               * @enum {unknown}
               */
              kind: 'split'
              /**
               * @description The id of a topic
               * @example delivery.late
               */
              topic: string
              /**
               * @description The id within the parent: lower case letters, digits and _
               * @example klarpay
               */
              id: string
              /**
               * @description The name as people read it
               * @example Klarpay
               */
              name: string
              /**
               * @description One of them is enough for the topic; as in a taxonomy file
               * @example [
               *       "late|delayed * parcel"
               *     ]
               */
              phrases: string[]
            }
          | {
              /**
               * @description What is done
               * @enum {unknown}
               */
              kind: 'undo'
              /**
               * @description The id of an earlier edit
               * @example 6a1f0c9e
               */
              edit: string
            }
      }
    }
    responses: {
      /** @description It is durable */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * @description Id of the edit
             * @example 6a1f0c9e
             */
            id: string
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  previewTaxonomyEdit: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** @description A change of the topics; what it does not name stays */
    requestBody: {
      content: {
        'application/json':
          | {
              /**
               * @description What is done
               * @enum {unknown}
               */
              kind: 'add'
              /**
               * @description The id of a topic
               * @example delivery.late
               */
              parent?: string
              /**
               * @description The id within the parent: lower case letters, digits and _
               * @example klarpay
               */
              id: string
              /**
               * @description The name as people read it
               * @example Klarpay
               */
              name: string
              /**
               * @description Ids of departments: the first one acts, the others are notified
               * @example [
               *       "logistics",
               *       "support"
               *     ]
               */
              owners?: string[]
              /**
               * @description The least severity of its mentions
               * @enum {unknown}
               */
              severity?: 'low' | 'medium' | 'high' | 'critical'
              /** @description Whether a spike of the topic is an alert */
              alerts?: boolean
              /**
               * @description One of them is enough for the topic; as in a taxonomy file
               * @example [
               *       "late|delayed * parcel"
               *     ]
               */
              phrases: string[]
              /**
               * @description Words that make the topic more likely, and are not enough alone
               * @example [
               *       "tracking"
               *     ]
               */
              hints?: string[]
            }
          | {
              /**
               * @description What is done
               * @enum {unknown}
               */
              kind: 'change'
              /**
               * @description The id of a topic
               * @example delivery.late
               */
              topic: string
              /**
               * @description The name as people read it
               * @example Klarpay
               */
              name?: string
              /**
               * @description Ids of departments: the first one acts, the others are notified
               * @example [
               *       "logistics",
               *       "support"
               *     ]
               */
              owners?: string[]
              /**
               * @description The least severity of its mentions
               * @enum {unknown}
               */
              severity?: 'low' | 'medium' | 'high' | 'critical'
              /** @description Whether a spike of the topic is an alert */
              alerts?: boolean
              /**
               * @description One of them is enough for the topic; as in a taxonomy file
               * @example [
               *       "late|delayed * parcel"
               *     ]
               */
              phrases?: string[]
              /**
               * @description Words that make the topic more likely, and are not enough alone
               * @example [
               *       "tracking"
               *     ]
               */
              hints?: string[]
            }
          | {
              /**
               * @description What is done
               * @enum {unknown}
               */
              kind: 'merge'
              /**
               * @description The id of a topic
               * @example delivery.late
               */
              topic: string
              /**
               * @description The id of a topic
               * @example delivery.late
               */
              into: string
            }
          | {
              /**
               * @description What is done
               * @enum {unknown}
               */
              kind: 'split'
              /**
               * @description The id of a topic
               * @example delivery.late
               */
              topic: string
              /**
               * @description The id within the parent: lower case letters, digits and _
               * @example klarpay
               */
              id: string
              /**
               * @description The name as people read it
               * @example Klarpay
               */
              name: string
              /**
               * @description One of them is enough for the topic; as in a taxonomy file
               * @example [
               *       "late|delayed * parcel"
               *     ]
               */
              phrases: string[]
            }
          | {
              /**
               * @description What is done
               * @enum {unknown}
               */
              kind: 'undo'
              /**
               * @description The id of an earlier edit
               * @example 6a1f0c9e
               */
              edit: string
            }
      }
    }
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * @description Mentions of the last two weeks that were looked at: the newest 1,000, and up to 500 that the edit is about
             * @example 316
             */
            mentions: number
            /** @description The largest first; empty: nothing moves */
            moves: {
              /**
               * @description The topic that the mentions lose; null = none
               * @example delivery.late
               */
              from: string | null
              /**
               * @description The topic that they get; null = none
               * @example delivery.lost
               */
              to: string | null
              /**
               * @description How many of those that were looked at
               * @example 316
               */
              mentions: number
              /** @description At most three */
              examples: {
                /**
                 * @description Id of the mention
                 * @example forum:4711
                 */
                id: string
                /**
                 * @description Its text
                 * @example My parcel is three days late
                 */
                text: string
              }[]
            }[]
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listMentions: {
    parameters: {
      query?: {
        /**
         * @description Words that the title or text has in any of their forms, "a phrase", -excluded, one OR another, begin*, field:value and ( ); see docs/search.md
         * @example parcel OR refund -"test order"
         */
        q?: string
        /**
         * @description Only mentions of this department
         * @example logistics
         */
        department?: string
        /**
         * @description Only mentions of this topic
         * @example delivery.late
         */
        topic?: string
        /**
         * @description Only mentions of this source
         * @example forum
         */
        source?: string
        /** @description Only mentions with this sentiment */
        sentiment?: 'negative' | 'neutral' | 'positive'
        /** @description Only mentions of this stage of the customer journey */
        stage?: 'awareness' | 'consideration' | 'purchase' | 'use' | 'support' | 'advocacy'
        /**
         * @description Only mentions of this product
         * @example CM-40
         */
        product?: string
        /**
         * @description Only mentions of this version
         * @example 4.2
         */
        version?: string
        /**
         * @description Only mentions of this region
         * @example Bavaria
         */
        region?: string
        /**
         * @description Only mentions of this carrier
         * @example Nordfracht
         */
        carrier?: string
        /**
         * @description Only mentions of this supplier
         * @example Ostermann
         */
        supplier?: string
        /**
         * @description Only mentions of this lot
         * @example L2411
         */
        lot?: string
        /** @description Only mentions with this intent; spam lists what counts in no topic and no department */
        intent?: 'complaint' | 'question' | 'request' | 'praise' | 'comparison' | 'purchase intent' | 'spam' | 'unknown'
        /**
         * @description Only mentions published at or after this time; absent: all. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        from?: string
        /**
         * @description Only mentions published before this time; absent: until now. ISO 8601; UTC without a zone
         * @example 2026-11-30T00:00:00Z
         */
        to?: string
        /** @description Whether near copies of a text are left out: the newest stands for all */
        fold?: boolean
        /**
         * @description `nextCursor` of the page before; absent: the first page
         * @example eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0
         */
        cursor?: string
        /**
         * @description How many items at most
         * @example 20
         */
        limit?: number
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description A page of mentions */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The items of this page */
            items: components['schemas']['FoundMention'][]
            /**
             * @description Send it as `cursor` for the next page; null: this is the last one
             * @example eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0
             */
            nextCursor: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  countMentions: {
    parameters: {
      query?: {
        /**
         * @description Words that the title or text has in any of their forms, "a phrase", -excluded, one OR another, begin*, field:value and ( ); see docs/search.md
         * @example parcel OR refund -"test order"
         */
        q?: string
        /**
         * @description Only mentions of this department
         * @example logistics
         */
        department?: string
        /**
         * @description Only mentions of this topic
         * @example delivery.late
         */
        topic?: string
        /**
         * @description Only mentions of this source
         * @example forum
         */
        source?: string
        /** @description Only mentions with this sentiment */
        sentiment?: 'negative' | 'neutral' | 'positive'
        /** @description Only mentions of this stage of the customer journey */
        stage?: 'awareness' | 'consideration' | 'purchase' | 'use' | 'support' | 'advocacy'
        /**
         * @description Only mentions of this product
         * @example CM-40
         */
        product?: string
        /**
         * @description Only mentions of this version
         * @example 4.2
         */
        version?: string
        /**
         * @description Only mentions of this region
         * @example Bavaria
         */
        region?: string
        /**
         * @description Only mentions of this carrier
         * @example Nordfracht
         */
        carrier?: string
        /**
         * @description Only mentions of this supplier
         * @example Ostermann
         */
        supplier?: string
        /**
         * @description Only mentions of this lot
         * @example L2411
         */
        lot?: string
        /** @description Only mentions with this intent; spam lists what counts in no topic and no department */
        intent?: 'complaint' | 'question' | 'request' | 'praise' | 'comparison' | 'purchase intent' | 'spam' | 'unknown'
        /**
         * @description Only mentions published at or after this time; absent: all. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        from?: string
        /**
         * @description Only mentions published before this time; absent: until now. ISO 8601; UTC without a zone
         * @example 2026-11-30T00:00:00Z
         */
        to?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description How many mentions a search finds, and what they have in common */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * @description Mentions that it finds, at most 10,000
             * @example 316
             */
            mentions: number
            /** @description There are more; then everything here is of the newest 10,000 */
            isCapped: boolean
            /**
             * @description Unique authors
             * @example 290
             */
            authors: number
            /**
             * @description Unique posts: near copies of a text are one
             * @example 301
             */
            texts: number
            /** @description The most frequent values of each field */
            facets: {
              /**
               * @description A field of the search
               * @example carrier
               */
              dimension: string
              /**
               * @description A value of the field
               * @example Nordfracht
               */
              value: string
              /**
               * @description Mentions with it
               * @example 211
               */
              mentions: number
            }[]
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  exportMentionsAsCsv: {
    parameters: {
      query?: {
        /**
         * @description Words that the title or text has in any of their forms, "a phrase", -excluded, one OR another, begin*, field:value and ( ); see docs/search.md
         * @example parcel OR refund -"test order"
         */
        q?: string
        /**
         * @description Only mentions of this department
         * @example logistics
         */
        department?: string
        /**
         * @description Only mentions of this topic
         * @example delivery.late
         */
        topic?: string
        /**
         * @description Only mentions of this source
         * @example forum
         */
        source?: string
        /** @description Only mentions with this sentiment */
        sentiment?: 'negative' | 'neutral' | 'positive'
        /** @description Only mentions of this stage of the customer journey */
        stage?: 'awareness' | 'consideration' | 'purchase' | 'use' | 'support' | 'advocacy'
        /**
         * @description Only mentions of this product
         * @example CM-40
         */
        product?: string
        /**
         * @description Only mentions of this version
         * @example 4.2
         */
        version?: string
        /**
         * @description Only mentions of this region
         * @example Bavaria
         */
        region?: string
        /**
         * @description Only mentions of this carrier
         * @example Nordfracht
         */
        carrier?: string
        /**
         * @description Only mentions of this supplier
         * @example Ostermann
         */
        supplier?: string
        /**
         * @description Only mentions of this lot
         * @example L2411
         */
        lot?: string
        /** @description Only mentions with this intent; spam lists what counts in no topic and no department */
        intent?: 'complaint' | 'question' | 'request' | 'praise' | 'comparison' | 'purchase intent' | 'spam' | 'unknown'
        /**
         * @description Only mentions published at or after this time; absent: all. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        from?: string
        /**
         * @description Only mentions published before this time; absent: until now. ISO 8601; UTC without a zone
         * @example 2026-11-30T00:00:00Z
         */
        to?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description One mention per line */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/csv': string
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  exportMentionsAsJsonLines: {
    parameters: {
      query?: {
        /**
         * @description Words that the title or text has in any of their forms, "a phrase", -excluded, one OR another, begin*, field:value and ( ); see docs/search.md
         * @example parcel OR refund -"test order"
         */
        q?: string
        /**
         * @description Only mentions of this department
         * @example logistics
         */
        department?: string
        /**
         * @description Only mentions of this topic
         * @example delivery.late
         */
        topic?: string
        /**
         * @description Only mentions of this source
         * @example forum
         */
        source?: string
        /** @description Only mentions with this sentiment */
        sentiment?: 'negative' | 'neutral' | 'positive'
        /** @description Only mentions of this stage of the customer journey */
        stage?: 'awareness' | 'consideration' | 'purchase' | 'use' | 'support' | 'advocacy'
        /**
         * @description Only mentions of this product
         * @example CM-40
         */
        product?: string
        /**
         * @description Only mentions of this version
         * @example 4.2
         */
        version?: string
        /**
         * @description Only mentions of this region
         * @example Bavaria
         */
        region?: string
        /**
         * @description Only mentions of this carrier
         * @example Nordfracht
         */
        carrier?: string
        /**
         * @description Only mentions of this supplier
         * @example Ostermann
         */
        supplier?: string
        /**
         * @description Only mentions of this lot
         * @example L2411
         */
        lot?: string
        /** @description Only mentions with this intent; spam lists what counts in no topic and no department */
        intent?: 'complaint' | 'question' | 'request' | 'praise' | 'comparison' | 'purchase intent' | 'spam' | 'unknown'
        /**
         * @description Only mentions published at or after this time; absent: all. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        from?: string
        /**
         * @description Only mentions published before this time; absent: until now. ISO 8601; UTC without a zone
         * @example 2026-11-30T00:00:00Z
         */
        to?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description One mention per line */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/jsonl': string
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  exportMentionsAsParquet: {
    parameters: {
      query?: {
        /**
         * @description Words that the title or text has in any of their forms, "a phrase", -excluded, one OR another, begin*, field:value and ( ); see docs/search.md
         * @example parcel OR refund -"test order"
         */
        q?: string
        /**
         * @description Only mentions of this department
         * @example logistics
         */
        department?: string
        /**
         * @description Only mentions of this topic
         * @example delivery.late
         */
        topic?: string
        /**
         * @description Only mentions of this source
         * @example forum
         */
        source?: string
        /** @description Only mentions with this sentiment */
        sentiment?: 'negative' | 'neutral' | 'positive'
        /** @description Only mentions of this stage of the customer journey */
        stage?: 'awareness' | 'consideration' | 'purchase' | 'use' | 'support' | 'advocacy'
        /**
         * @description Only mentions of this product
         * @example CM-40
         */
        product?: string
        /**
         * @description Only mentions of this version
         * @example 4.2
         */
        version?: string
        /**
         * @description Only mentions of this region
         * @example Bavaria
         */
        region?: string
        /**
         * @description Only mentions of this carrier
         * @example Nordfracht
         */
        carrier?: string
        /**
         * @description Only mentions of this supplier
         * @example Ostermann
         */
        supplier?: string
        /**
         * @description Only mentions of this lot
         * @example L2411
         */
        lot?: string
        /** @description Only mentions with this intent; spam lists what counts in no topic and no department */
        intent?: 'complaint' | 'question' | 'request' | 'praise' | 'comparison' | 'purchase intent' | 'spam' | 'unknown'
        /**
         * @description Only mentions published at or after this time; absent: all. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        from?: string
        /**
         * @description Only mentions published before this time; absent: until now. ISO 8601; UTC without a zone
         * @example 2026-11-30T00:00:00Z
         */
        to?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description One mention per row */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/vnd.apache.parquet': string
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  getMention: {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the mention
         * @example forum:48213
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description What a customer says in public, with its labels */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Mention']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  eraseMention: {
    parameters: {
      query?: {
        /** @description Whether it only counts what would be erased */
        dryRun?: boolean
      }
      header?: never
      path: {
        /**
         * @description Id of the mention
         * @example forum:48213
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description Whether it was only counted */
            dryRun: boolean
            /**
             * @description Mentions that are meant
             * @example 14
             */
            mentions: number
            /** @description Every place that was searched */
            places: {
              /**
               * @description A table, the log, a file or the memory
               * @example mentions
               */
              place: string
              /**
               * @description Rows or events that the place held
               * @example 14
               */
              found: number
              /**
               * @description Rows or events that it holds now: 0 after an erasure
               * @example 0
               */
              remaining: number
            }[]
            /**
             * @description Until when a Kafka log keeps the events; null: it keeps none
             * @example 2026-11-30T14:05:00.000Z
             */
            logKeptUntil: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  getMentionContext: {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the mention
         * @example forum:48213
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The visible conversation with this mention in it, oldest first; empty if it is alone */
            thread: components['schemas']['Mention'][]
            /** @description Other visible mentions with nearly the same text, newest first; at most 50 */
            copies: {
              /**
               * @description Id of the mention
               * @example bluesky:3lb2kq
               */
              id: string
              /**
               * @description Where it was published: a source by name
               * @example bluesky
               */
              source: string
              /**
               * @description Where it can be read; null: no link
               * @example https://bsky.example/p/3lb2kq
               */
              url: string | null
              /**
               * @description Public name of the author; null: unknown, or erased
               * @example mona_k
               */
              author: string | null
              /**
               * Format: date-time
               * @description When it was published
               * @example 2026-11-30T14:05:00.000Z
               */
              createdAt: string
            }[]
            /**
             * @description How many there are
             * @example 3
             */
            copyCount: number
            /** @description What happened to it, oldest first */
            history: {
              /**
               * Format: date-time
               * @description When it happened
               * @example 2026-11-30T14:05:00.000Z
               */
              at: string
              /**
               * @description What happened
               * @enum {unknown}
               */
              what: 'written' | 'received' | 'answered' | 'corrected' | 'removed'
              /**
               * @description Of a correction: who made it, by id; null otherwise
               * @example mara
               */
              by: string | null
              /**
               * @description Of a correction: its note; null: none
               * @example about the courier, not about us
               */
              reason: string | null
            }[]
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  getAuthor: {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description The key of the author
         * @example a1b2c3d4e5f60718
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * @description The key of the author
             * @example a1b2c3d4e5f60718
             */
            id: string
            /**
             * @description The newest public name; null: the source gives none, or it was erased
             * @example mona_k
             */
            handle: string | null
            /**
             * @description Where the author writes: sources by name
             * @example [
             *       "forum"
             *     ]
             */
            sources: string[]
            /**
             * Format: date-time
             * @description Time of the first mention
             * @example 2026-11-30T14:05:00.000Z
             */
            firstAt: string
            /**
             * Format: date-time
             * @description Time of the newest mention
             * @example 2026-11-30T14:05:00.000Z
             */
            lastAt: string
            /**
             * @description Visible mentions without spam; the newest 1,000 if isCapped
             * @example 14
             */
            mentions: number
            /** @description Whether there are more than 1,000 */
            isCapped: boolean
            /** @description Mentions by sentiment */
            sentiments: {
              /**
               * @description Negative mentions
               * @example 9
               */
              negative: number
              /**
               * @description Neutral mentions
               * @example 3
               */
              neutral: number
              /**
               * @description Positive mentions
               * @example 2
               */
              positive: number
            }
            /**
             * @description Mentions that reply to another one
             * @example 4
             */
            replies: number
            /**
             * @description Mentions that the company answered, as far as sources and the account list tell
             * @example 3
             */
            answered: number
            /**
             * @description The last role that a mention shows
             * @enum {unknown}
             */
            role: 'prospect' | 'customer' | 'advocate' | 'detractor' | 'influencer' | 'unknown'
            /** @description How the role changed, oldest first; mentions that show none are left out */
            roles: {
              /**
               * Format: date-time
               * @description Time of the mention that first shows the role
               * @example 2026-11-30T14:05:00.000Z
               */
              at: string
              /**
               * @description The role
               * @enum {unknown}
               */
              role: 'prospect' | 'customer' | 'advocate' | 'detractor' | 'influencer' | 'unknown'
              /**
               * @description Mentions that show it until the next change
               * @example 5
               */
              mentions: number
            }[]
            /** @description How the stage of the customer journey changed, oldest first */
            stages: {
              /**
               * Format: date-time
               * @description Time of the mention that first shows the stage
               * @example 2026-11-30T14:05:00.000Z
               */
              at: string
              /**
               * @description The stage
               * @enum {unknown}
               */
              stage: 'awareness' | 'consideration' | 'purchase' | 'use' | 'support' | 'advocacy'
              /**
               * @description Mentions that show it until the next change
               * @example 2
               */
              mentions: number
            }[]
            /** @description Visible alerts that mentions of the author belong to, newest first */
            cases: {
              /**
               * @description Id of the alert
               * @example 9f1c2ab47d60
               */
              alertId: string
              /**
               * @description Its title
               * @example Parcel late · Nordfracht
               */
              title: string
              /**
               * @description Its status
               * @enum {unknown}
               */
              status: 'open' | 'acknowledged' | 'snoozed' | 'resolved'
              /**
               * Format: date-time
               * @description When it opened
               * @example 2026-11-30T14:05:00.000Z
               */
              openedAt: string
              /**
               * @description When it was resolved; null: it is not
               * @example 2026-11-30T14:05:00.000Z
               */
              resolvedAt: string | null
              /**
               * @description Mentions of the author on its topic while it lasted
               * @example 2
               */
              mentions: number
            }[]
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  eraseAuthor: {
    parameters: {
      query?: {
        /**
         * @description Only in this source, by name
         * @example forum
         */
        source?: string
        /** @description Whether it only counts what would be erased */
        dryRun?: boolean
      }
      header?: never
      path: {
        /**
         * @description Handle, author key, or id of the source
         * @example mona_k
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description Whether it was only counted */
            dryRun: boolean
            /**
             * @description Mentions that are meant
             * @example 14
             */
            mentions: number
            /** @description Every place that was searched */
            places: {
              /**
               * @description A table, the log, a file or the memory
               * @example mentions
               */
              place: string
              /**
               * @description Rows or events that the place held
               * @example 14
               */
              found: number
              /**
               * @description Rows or events that it holds now: 0 after an erasure
               * @example 0
               */
              remaining: number
            }[]
            /**
             * @description Until when a Kafka log keeps the events; null: it keeps none
             * @example 2026-11-30T14:05:00.000Z
             */
            logKeptUntil: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  suggestTopics: {
    parameters: {
      query?: {
        /**
         * @description Only mentions of this department, by id
         * @example logistics
         */
        department?: string
        /**
         * @description Only mentions published at or after this time; absent: 14 days ago. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        from?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Suggested topics */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The suggestions */
            items: {
              /**
               * @description group: similar texts without a topic. emergingTerm: a phrase that rises in a department
               * @enum {unknown}
               */
              kind: 'group' | 'emergingTerm'
              /**
               * @description Words that distinguish these texts, most distinctive first
               * @example [
               *       "error e14",
               *       "display"
               *     ]
               */
              words: string[]
              /**
               * @description Unique texts
               * @example 14
               */
              texts: number
              /**
               * @description Unique authors
               * @example 13
               */
              authors: number
              /** @description The best guess for most of these texts. Perhaps this topic needs another phrase. null: none */
              nearestTopic: {
                /**
                 * @description Id of the topic
                 * @example product.display
                 */
                id: string
                /**
                 * @description Share of these texts with this guess, 0–1
                 * @example 0.6
                 */
                share: number
              } | null
              /**
               * @description The departments of these mentions, or their best guesses, most frequent first: possible owners
               * @example [
               *       "product"
               *     ]
               */
              departments: string[]
              /**
               * Format: date-time
               * @description Time of the first of these mentions
               * @example 2026-11-30T14:05:00.000Z
               */
              from: string
              /**
               * Format: date-time
               * @description Time of the newest of these mentions
               * @example 2026-11-30T14:05:00.000Z
               */
              to: string
              /** @description The most typical first, or the newest of an emerging term; without removed mentions */
              examples: {
                /**
                 * @description Id of the mention
                 * @example forum:48213
                 */
                id: string
                /**
                 * @description What it says, redacted
                 * @example Display shows error E14 since the update
                 */
                text: string
              }[]
              /** @description Null unless kind is emergingTerm */
              emerging: {
                /**
                 * @description Id of the term
                 * @example e7f0
                 */
                id: string
                /**
                 * @description Id of the department
                 * @example product
                 */
                department: string
                /**
                 * @description The longest phrase that most of these mentions contain
                 * @example error e14
                 */
                term: string
                /**
                 * @description Whether it goes on
                 * @enum {unknown}
                 */
                status: 'rising' | 'over'
                /**
                 * @description Unique authors with unique texts within a day, at the peak
                 * @example 12
                 */
                observed: number
                /**
                 * @description Expected from the history of the term and the volume of the department
                 * @example 0.3
                 */
                expected: number
                /**
                 * @description p-value of the observed count, 0–1
                 * @example 1.4e-8
                 */
                p: number
                /**
                 * Format: date-time
                 * @description Time of the first mention with it
                 * @example 2026-11-30T14:05:00.000Z
                 */
                firstSeenAt: string
                /**
                 * Format: date-time
                 * @description When it was proposed
                 * @example 2026-11-30T14:05:00.000Z
                 */
                emergedAt: string
                /** @description Why it is shown although it was dismissed; null: it was not dismissed */
                returned: {
                  /**
                   * @description escalated: three times as many authors used it in a day as when it was dismissed. quiet: it rose again after 30 days
                   * @enum {unknown}
                   */
                  reason: 'escalated' | 'quiet'
                  dismissal: components['schemas']['DismissedTerm']
                } | null
              } | null
            }[]
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listReview: {
    parameters: {
      query?: {
        /**
         * @description Only mentions of this department, by id
         * @example logistics
         */
        department?: string
        /**
         * @description Only mentions published at or after this time; absent: 14 days ago. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        from?: string
        /**
         * @description `nextCursor` of the page before; absent: the first page
         * @example eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0
         */
        cursor?: string
        /**
         * @description How many items at most
         * @example 20
         */
        limit?: number
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description A page of the review queue */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The items of this page */
            items: {
              /**
               * @description <source>:<id at the source>
               * @example forum:48213
               */
              id: string
              /**
               * @description Where it was published: a source by name
               * @example forum
               */
              source: string
              /**
               * @description The place within the source; null: none
               * @example Shipping
               */
              channel: string | null
              /**
               * @description post, comment, review, article, ticket or message
               * @example post
               */
              format: string
              /**
               * @description Where it can be read; null: no link
               * @example https://forum.halden.example/t/48213
               */
              url: string | null
              /**
               * @description Public name of the author; null: unknown, or erased
               * @example mona_k
               */
              author: string | null
              /**
               * @description A pseudonym: a keyed hash of the id that the source gives the author; null: unknown
               * @example a1b2c3d4e5f60718
               */
              authorId: string | null
              /**
               * @description Its title; null: none
               * @example Parcel lost?
               */
              title: string | null
              /**
               * @description What it says, redacted
               * @example Still no parcel after nine days
               */
              text: string
              /**
               * Format: date-time
               * @description When it was published
               * @example 2026-11-30T14:05:00.000Z
               */
              createdAt: string
              /**
               * @description Id of the first visible mention with nearly this text; null: none
               * @example bluesky:3lb2kq
               */
              duplicateOf: string | null
              /**
               * @description Stars, as its source gives them; null: none
               * @example 2
               */
              rating: number | null
              /**
               * @description Id of the mention that it answers; null: none
               * @example forum:48190
               */
              inReplyTo: string | null
              /**
               * @description When the company first answered it in public, as far as its source or the account list tells; null: it has not
               * @example 2026-11-30T14:05:00.000Z
               */
              answeredAt: string | null
              /** @description Other sources, channels and sites that published the same story, by its first copy in each; the copies have duplicateOf and no outlets. They count in volume, and as one text */
              outlets: {
                /**
                 * @description Id of the first copy there
                 * @example news:88120
                 */
                id: string
                /**
                 * @description The source by name
                 * @example news
                 */
                source: string
                /**
                 * @description The place within the source; null: none
                 * @example Courier Daily
                 */
                channel: string | null
                /**
                 * @description Where it can be read; null: no link
                 * @example https://courier.example/88120
                 */
                url: string | null
                /**
                 * Format: date-time
                 * @description When it was published there
                 * @example 2026-11-30T14:05:00.000Z
                 */
                createdAt: string
              }[]
              /**
               * @description Facts that the source states
               * @example {
               *       "device": "Pixel 9"
               *     }
               */
              fields: {
                [key: string]: string
              }
              /** @description Historical: counted, but never raises an alert */
              backfill: boolean
              /** @description The time of the source was impossible and was clamped; such mentions are not tested */
              timeClamped: boolean
              /**
               * @description When its author or source removed it; null: it is there. A removed mention is counted; its text is blank
               * @example 2026-11-30T14:05:00.000Z
               */
              removedAt: string | null
              /**
               * @description ISO 639 code of the language
               * @example en
               */
              language: string
              /** @description How the author feels */
              sentiment: {
                /**
                 * @description The sentiment as a word
                 * @enum {unknown}
                 */
                label: 'negative' | 'neutral' | 'positive'
                /**
                 * @description The sentiment as a number, −1 (negative) to 1 (positive)
                 * @example -0.62
                 */
                score: number
                /**
                 * @description Of the label, 0–1; only if a model assigned it
                 * @example 0.88
                 */
                confidence?: number
              }
              /** @description What it is about: topics above their cut-off, most confident first */
              topics: {
                /**
                 * @description Id of the topic
                 * @example delivery.late
                 */
                id: string
                /**
                 * @description How certain it is, 0–1
                 * @example 0.91
                 */
                confidence: number
                /**
                 * @description The phrase of the taxonomy as found in the text, or the words with the highest weights
                 * @example [
                 *       "no parcel"
                 *     ]
                 */
                because: string[]
                /** @description Of the clause about the topic; only if the text has several topics */
                sentiment?: {
                  /**
                   * @description The sentiment as a word
                   * @enum {unknown}
                   */
                  label: 'negative' | 'neutral' | 'positive'
                  /**
                   * @description The sentiment as a number, −1 (negative) to 1 (positive)
                   * @example -0.62
                   */
                  score: number
                  /**
                   * @description Of the label, 0–1; only if a model assigned it
                   * @example 0.88
                   */
                  confidence?: number
                }
              }[]
              /** @description Who can act: departments above their cut-off, most confident first; the first one acts */
              departments: {
                /**
                 * @description Id of the department
                 * @example logistics
                 */
                id: string
                /**
                 * @description How certain it is, 0–1
                 * @example 0.91
                 */
                confidence: number
                /**
                 * @description What chose it: the owners of the topics, the text, both, or a person's correction
                 * @enum {unknown}
                 */
                by: 'topic' | 'text' | 'both' | 'person'
              }[]
              /** @description The most confident topic, even below the cut-off; absent: no candidate */
              topicGuess?: {
                /**
                 * @description Its id
                 * @example delivery.late
                 */
                id: string
                /**
                 * @description How certain it is, 0–1
                 * @example 0.91
                 */
                confidence: number
              }
              /** @description The most confident department, even below the cut-off; absent: no candidate */
              departmentGuess?: {
                /**
                 * @description Its id
                 * @example logistics
                 */
                id: string
                /**
                 * @description How certain it is, 0–1
                 * @example 0.91
                 */
                confidence: number
              }
              /**
               * @description What the author wants; spam has no topic and no department
               * @enum {unknown}
               */
              intent:
                | 'complaint'
                | 'question'
                | 'request'
                | 'praise'
                | 'comparison'
                | 'purchase intent'
                | 'spam'
                | 'unknown'
              /**
               * @description Of the intent, 0–1; only if a model assigned it
               * @example 0.79
               */
              intentConfidence?: number
              /**
               * @description Stage of the customer journey
               * @enum {unknown}
               */
              stage: 'awareness' | 'consideration' | 'purchase' | 'use' | 'support' | 'advocacy'
              /**
               * @description What the text shows the author to be
               * @enum {unknown}
               */
              authorRole: 'prospect' | 'customer' | 'advocate' | 'detractor' | 'influencer' | 'unknown'
              /**
               * @description How grave it is
               * @enum {unknown}
               */
              severity: 'low' | 'medium' | 'high' | 'critical'
              /**
               * @description What the author credibly reports to have happened, the gravest first. A severe mention without it warns, asks, or tells of somebody else
               * @example [
               *       "injury"
               *     ]
               */
              hazards: ('injury' | 'swallowing' | 'fire' | 'explosion' | 'shock' | 'contamination' | 'dataLeak')[]
              /** @description What the text names */
              entities: {
                /**
                 * @description What the value is
                 * @enum {unknown}
                 */
                kind:
                  | 'product'
                  | 'sku'
                  | 'version'
                  | 'lot'
                  | 'region'
                  | 'carrier'
                  | 'warehouse'
                  | 'supplier'
                  | 'competitor'
                  | 'money'
                  | 'date'
                  | 'order'
                /**
                 * @description The value; names of lists in their official form
                 * @example Nordfracht
                 */
                value: string
              }[]
              /**
               * @description The models that gave the labels
               * @example 2026-11-2
               */
              modelVersion: string
              /**
               * @description The taxonomy that gave the labels
               * @example 5e9c01
               */
              taxonomyVersion: string
              /**
               * @description Reasons for the review, one sentence each
               * @example [
               *       "Department “Support”: only 52 % sure"
               *     ]
               */
              reasons: string[]
              /** @description From a slower model; null if the department is certain, or the model is off or over its budget */
              secondOpinion: {
                /**
                 * @description Id of the department
                 * @example logistics
                 */
                department: string
                /**
                 * @description How certain it is, 0–1
                 * @example 0.67
                 */
                confidence: number
              } | null
            }[]
            /**
             * @description Send it as `cursor` for the next page; null: this is the last one
             * @example eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0
             */
            nextCursor: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listDismissedTerms: {
    parameters: {
      query?: {
        /**
         * @description Only those of this department, by id
         * @example product
         */
        department?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Dismissed terms */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The items of this page */
            items: components['schemas']['DismissedTerm'][]
            /**
             * @description Send it as `cursor` for the next page; null: this is the last one
             * @example eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0
             */
            nextCursor: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  dismissTerm: {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the emerging term
         * @example e7f0
         */
        id: string
      }
      cookie?: never
    }
    /** @description Why it is dismissed */
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description Why; other needs a note
           * @enum {unknown}
           */
          kind: 'irrelevant' | 'known' | 'planned' | 'other'
          /**
           * @description A note
           * @example Our sale of this week
           */
          note?: string
        }
      }
    }
    responses: {
      /** @description An emerging term that is not shown */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DismissedTerm']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  restoreTerm: {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the dismissal
         * @example 9b1c
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description An emerging term that is not shown */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DismissedTerm']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  correctMention: {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the mention
         * @example forum:48213
         */
        id: string
      }
      cookie?: never
    }
    /** @description The labels that are right */
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description All correct topics; empty: none
           * @example [
           *       "delivery.late"
           *     ]
           */
          topics?: string[]
          /**
           * @description The acting department first; empty: none
           * @example [
           *       "logistics"
           *     ]
           */
          departments?: string[]
          /**
           * @description negative, neutral, positive
           * @example negative
           */
          sentiment?: string
          /**
           * @description complaint, question, request, praise, comparison, purchase intent, spam, unknown. With spam the mention loses its topics and departments; to take spam back, give an intent or the right topics
           * @example complaint
           */
          intent?: string
          /**
           * @description A note
           * @example about the courier, not about us
           */
          reason?: string
        }
      }
    }
    responses: {
      /** @description The command is durable and not yet applied */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Accepted']
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listDepartments: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description All departments */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The items of this page */
            items: components['schemas']['Department'][]
            /**
             * @description Send it as `cursor` for the next page; null: this is the last one
             * @example eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0
             */
            nextCursor: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listTopics: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description All topics */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The items of this page */
            items: components['schemas']['Topic'][]
            /**
             * @description Send it as `cursor` for the next page; null: this is the last one
             * @example eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0
             */
            nextCursor: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  getStatus: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * Format: date-time
             * @description The time by which everything here is measured; in the demo, that of the replay
             * @example 2026-11-30T14:05:00.000Z
             */
            now: string
            /**
             * Format: date-time
             * @description All mentions up to this time are stored
             * @example 2026-11-30T14:05:00.000Z
             */
            frontierAt: string
            /**
             * @description Coverage begins here, there is no earlier data; null: no data
             * @example 2026-11-30T14:05:00.000Z
             */
            coveredSince: string | null
            /**
             * @description Names of sources that are not read
             * @example [
             *       "app-store"
             *     ]
             */
            sourcesDown: string[]
            /** @description The replay of the demo; null: not the demo */
            demo: {
              /** @description Whether the replay has reached the present */
              caughtUp: boolean
              /**
               * @description Time from now, the time of the replay, to the present, in ms
               * @example 0
               */
              behindMs: number
            } | null
            /** @description Mentions of today (UTC) */
            today: {
              /**
               * @description Mentions since midnight (UTC)
               * @example 214
               */
              mentions: number
              /**
               * @description Mentions expected up to this time of day; absent while the baseline is being learnt
               * @example 180.5
               */
              expected?: number
              /**
               * @description Lower end of the expected range (80 %), in mentions
               * @example 150
               */
              lower?: number
              /**
               * @description Upper end of the expected range, in mentions
               * @example 212
               */
              upper?: number
            }
            /** @description The stages of the pipeline in this process */
            stages: {
              /**
               * @description Name of the stage
               * @example enrich
               */
              stage: string
              /**
               * @description stalled: nothing was handled for a minute although events wait
               * @enum {unknown}
               */
              state: 'running' | 'failing' | 'stalled' | 'stopped'
              /**
               * @description Since when it is in this state; null: since the start
               * @example 2026-11-30T14:05:00.000Z
               */
              since: string | null
              /**
               * @description Why; empty: it runs
               * @example the store is out of reach
               */
              reason: string
              /**
               * @description Events that wait
               * @example 0
               */
              lag: number
              /**
               * @description When the oldest event being handled was published; null: none waits
               * @example 2026-11-30T14:05:00.000Z
               */
              oldestAt: string | null
              /**
               * @description Events that this process has given up since it started
               * @example 0
               */
              deadLetters: number
            }[]
            /** @description The last evaluation: its time, number of series and thresholds; null: none yet */
            lastEvaluation: {
              /**
               * Format: date-time
               * @description When it was
               * @example 2026-11-30T14:05:00.000Z
               */
              at: string
              /**
               * @description The budget: false alarms that a department accepts in a week
               * @example 3
               */
              perDepartmentPerWeek: number
              /**
               * @description Active series
               * @example 1840
               */
              series: number
              /**
               * @description Series of these that still wait for their baseline
               * @example 12
               */
              waiting: number
              /** @description The p-values in force */
              thresholds: {
                /**
                 * @description p-value at or below which a topic or department is a spike, 0–1
                 * @example 0.000021
                 */
                whole: number
                /**
                 * @description p-value at or below which one cut of it is a spike, 0–1
                 * @example 0.0000034
                 */
                cut: number
              }
            } | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listSources: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description All sources */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The items of this page */
            items: components['schemas']['Source'][]
            /**
             * @description Send it as `cursor` for the next page; null: this is the last one
             * @example eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0
             */
            nextCursor: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listCoverageGaps: {
    parameters: {
      query?: {
        /**
         * @description Only of this source, by name
         * @example app-store
         */
        source?: string
        /**
         * @description Only gaps that were not over before this time; absent: 30 days ago. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        since?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Gaps; the list has one page */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The items of this page */
            items: {
              /**
               * @description Name of the source
               * @example app-store
               */
              source: string
              /**
               * Format: date-time
               * @description When it began
               * @example 2026-11-30T14:05:00.000Z
               */
              from: string
              /**
               * @description When it was over; null while the source is still not read
               * @example 2026-11-30T14:05:00.000Z
               */
              until: string | null
              /**
               * @description Why
               * @example HTTP 503
               */
              reason: string
              /**
               * @description open: it goes on. missing: it is over, and mentions of it are missing. filled: what was published in it is stored
               * @enum {unknown}
               */
              state: 'open' | 'missing' | 'filled'
              /**
               * @description Up to where it was filled, by a later poll or an import under the name of the source; null: nothing
               * @example 2026-11-30T14:05:00.000Z
               */
              filledUntil: string | null
            }[]
            /**
             * @description Send it as `cursor` for the next page; null: this is the last one
             * @example eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0
             */
            nextCursor: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listAccounts: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The company's accounts */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The company's accounts */
            items: {
              /**
               * @description The source that its mentions come from
               * @example bluesky
               */
              platform: string
              /**
               * @description The name of the account
               * @example halden.care
               */
              handle: string
              /**
               * @description Who keeps it; null: nobody
               * @example petra
               */
              owner: string | null
              /**
               * @description Its business unit, by id; null: none
               * @example north
               */
              unit: string | null
              /**
               * @description idle: no post for 90 days. semi-idle: no post for 30 days, or, where replies are collected, a mention without one for 14 days. orphan: no owner. uncovered: no mentions from its platform are stored, and the list has no times
               * @example [
               *       "idle"
               *     ]
               */
              flags: ('idle' | 'semi-idle' | 'orphan' | 'uncovered')[]
              /**
               * @description The time in the list or that of the newest stored post, whichever is later; null: none
               * @example 2026-11-30T14:05:00.000Z
               */
              lastPostAt: string | null
              /**
               * @description The time of its last reply; null: none
               * @example 2026-11-30T14:05:00.000Z
               */
              lastReplyAt: string | null
              /**
               * @description Mentions by others that contain its @handle, in 90 days
               * @example 37
               */
              mentions90d: number
              /**
               * @description The same in 30 days
               * @example 11
               */
              mentions30d: number
              /**
               * @description Mentions of 90 days that are older than a day and have no reply
               * @example 9
               */
              unanswered: number
              /**
               * @description Time of the oldest unanswered mention; null: none
               * @example 2026-11-30T14:05:00.000Z
               */
              waitingSince: string | null
              /** @description Whether replies on its platform are collected; if not, every mention counts as unanswered */
              coversReplies: boolean
            }[]
            /** @description Figures of the list */
            summary: {
              /**
               * @description The list in words
               * @example 3 of 12 accounts are idle; 1 has no owner.
               */
              sentence: string
              /**
               * @description Accounts in the list
               * @example 12
               */
              accounts: number
              /**
               * @description Semi-idle or idle ones
               * @example 4
               */
              semiIdle: number
              /**
               * @description Idle ones
               * @example 3
               */
              idle: number
              /**
               * @description Ones without an owner
               * @example 1
               */
              orphans: number
              /**
               * @description Ones from whose platform no mentions are stored
               * @example 0
               */
              uncovered: number
              /**
               * @description semiIdle / accounts, 0–1; null: no accounts
               * @example 0.33
               */
              semiIdleShare: number | null
              /**
               * @description Mentions of idle accounts in 30 days; a mention of two idle accounts counts twice
               * @example 18
               */
              mentionsOnIdle30d: number
            }
            /**
             * @description Rows of the list that could not be read, with file and line
             * @example [
             *       "accounts.csv:7 has no handle"
             *     ]
             */
            faults: string[]
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  exportAccounts: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description One account per line */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/csv': string
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listAudit: {
    parameters: {
      query?: {
        /**
         * @description Only what was noted at or after this time. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        since?: string
        /**
         * @description Only what was noted before this time. ISO 8601; UTC without a zone
         * @example 2026-11-30T00:00:00Z
         */
        until?: string
        /**
         * @description Only changes by this person, by id
         * @example mara
         */
        person?: string
        /**
         * @description Only this operationId or verb
         * @example acknowledgeAlert
         */
        operation?: string
        /** @description Only changes with this outcome */
        outcome?: 'intended' | 'done' | 'refused' | 'failed'
        /**
         * @description Only what was done with this: the id itself, also of a mention
         * @example 9f1c2ab47d60
         */
        subject?: string
        /**
         * @description `nextCursor` of the page before; absent: the first page
         * @example eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0
         */
        cursor?: string
        /**
         * @description How many items at most
         * @example 20
         */
        limit?: number
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description A page of the audit log */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The items of this page */
            items: {
              /**
               * Format: date-time
               * @description When it was noted
               * @example 2026-11-30T14:05:00.000Z
               */
              at: string
              /**
               * @description Who asked, by id; empty: nobody was identified
               * @example mara
               */
              person: string
              /**
               * @description Id of the API key or session; empty: none
               * @example 3f9a1c0b77de
               */
              credential: string
              /**
               * @description IP address of the client, or of the proxy
               * @example 10.0.4.17
               */
              address: string
              /**
               * @description The address that a trusted proxy states; empty: none
               * @example 203.0.113.9
               */
              forwarded: string
              /**
               * @description The operationId, or the verb of the command line
               * @example acknowledgeAlert
               */
              operation: string
              /**
               * @description What was changed, by id; of mentions and authors a pseudonym
               * @example 9f1c2ab47d60
               */
              subject: string
              /**
               * @description What was asked for, as JSON; texts are replaced by their length
               * @example {"owner":"mara"}
               */
              change: string
              /**
               * @description What came of it. intended: the process ended before it could note the outcome
               * @enum {unknown}
               */
              outcome: 'intended' | 'done' | 'refused' | 'failed'
              /**
               * @description HTTP status of the answer; 0: none
               * @example 200
               */
              status: number
            }[]
            /**
             * @description Send it as `cursor` for the next page; null: this is the last one
             * @example eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0
             */
            nextCursor: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  getReport: {
    parameters: {
      query?: {
        /**
         * @description Beginning of the period. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        from?: string
        /**
         * @description End of the period, exclusive; it has at most 400 days. ISO 8601; UTC without a zone
         * @example 2026-11-30T00:00:00Z
         */
        to?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Alerts count for the department that acts, by the time they opened. An assignment counts as an acknowledgement. Lead time: from the detection to the first daily report (dailyReportAtMs of the UTC day) after the onset. watched: alerts that the department watches, as after a handover; involved: opened and watched. alerts of the report: each alert once. precision = useful / judged; expected and duplicate count as judged and not useful. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * Format: date-time
             * @description Beginning of the period
             * @example 2026-11-30T14:05:00.000Z
             */
            from: string
            /**
             * Format: date-time
             * @description End of the period, exclusive
             * @example 2026-11-30T14:05:00.000Z
             */
            to: string
            /**
             * Format: date-time
             * @description When it was made
             * @example 2026-11-30T14:05:00.000Z
             */
            now: string
            /**
             * @description Time of the UTC day of the daily report that lead times are measured against, in ms
             * @example 28800000
             */
            dailyReportAtMs: number
            /** @description All mentions */
            all: {
              /**
               * @description Mentions in the period
               * @example 1843
               */
              volume: number
              /**
               * @description Mentions in the period of the same length before it
               * @example 1702
               */
              before: number
              /**
               * @description Share of negative mentions, 0–1; null: no mentions
               * @example 0.41
               */
              negativeShare: number | null
              /**
               * @description Mean sentiment score, −1 to 1; null: no mentions
               * @example -0.12
               */
              sentiment: number | null
            }
            /** @description All alerts that opened in the period, each once */
            alerts: {
              /**
               * @description Alerts that opened
               * @example 9
               */
              opened: number
              /**
               * @description Alerts that were rated
               * @example 6
               */
              judged: number
              /**
               * @description Alerts rated useful
               * @example 5
               */
              useful: number
            }
            /** @description Whether mentions were collected in the whole period before; otherwise `before` says nothing */
            isCompared: boolean
            /** @description Topics whose negative mentions changed: at most three, the most certain first; none without a comparison */
            changes: {
              /**
               * @description Id of the topic
               * @example delivery.late
               */
              topic: string
              /**
               * @description Negative mentions in the period
               * @example 340
               */
              negative: number
              /**
               * @description Negative mentions in the period of the same length before it
               * @example 61
               */
              negativeBefore: number
            }[]
            /** @description What alerts were worth; null: the configuration states no assumptions (`worth`) */
            worth: {
              /**
               * @description Alerts rated useful that came before the daily report
               * @example 3
               */
              warnings: number
              /**
               * @description Their lead times together, in ms
               * @example 108000000
               */
              leadMs: number
              /**
               * @description Complaints above the expected count that came in the lead times, at the rate seen at detection
               * @example 420
               */
              complaints: number
              /**
               * @description Contacts that acting at once avoids
               * @example 504
               */
              contactsAvoided: number
              /**
               * @description Their cost, in the currency of the assumptions
               * @example 3276
               */
              saved: number
              /** @description Assumptions about what a warning is worth, for the overview. */
              assumptions: {
                /**
                 * @description Customers who call or write for each one who complains in public.
                 * @example 4
                 */
                contactsPerMention: number
                /**
                 * @description Share of those contacts that acting at once avoids, 0 to 1.
                 * @example 0.3
                 */
                avoidedShare: number
                /**
                 * @description Cost of one contact, in the currency.
                 * @example 6.5
                 */
                costPerContact: number
                /**
                 * @description ISO 4217 code of the currency.
                 * @default EUR
                 * @example EUR
                 */
                currency: string
              }
            } | null
            /** @description By department, in the order of the taxonomy */
            departments: {
              /**
               * @description Id of the department
               * @example logistics
               */
              department: string
              /**
               * @description Mentions in the period
               * @example 1843
               */
              volume: number
              /**
               * @description Mentions in the period of the same length before it
               * @example 1702
               */
              before: number
              /**
               * @description Share of negative mentions, 0–1; null: no mentions
               * @example 0.41
               */
              negativeShare: number | null
              /**
               * @description Mean sentiment score, −1 to 1; null: no mentions
               * @example -0.12
               */
              sentiment: number | null
              /** @description Its alerts */
              alerts: {
                /**
                 * @description Alerts that opened and that the department owns
                 * @example 4
                 */
                opened: number
                /**
                 * @description Further alerts that the department watches and another one owns, as after a handover
                 * @example 1
                 */
                watched: number
                /**
                 * @description All alerts that affect the department: opened and watched
                 * @example 5
                 */
                involved: number
                /**
                 * @description From opening to the first acknowledgement or assignment, median in ms; null: none
                 * @example 540000
                 */
                medianAcknowledgeMs: number | null
                /**
                 * @description From opening to the last resolution, of alerts that are resolved, median in ms; null: none
                 * @example 14400000
                 */
                medianResolveMs: number | null
                /**
                 * @description From detection to the first daily report after the onset, median in ms; negative: the report came first; null: no alerts
                 * @example 36000000
                 */
                medianLeadMs: number | null
                /** @description Alerts by their last rating; expected and duplicate count as rated and not useful */
                verdicts: {
                  /**
                   * @description Alerts rated useful
                   * @example 3
                   */
                  useful: number
                  /**
                   * @description Alerts rated noise
                   * @example 0
                   */
                  noise: number
                  /**
                   * @description Alerts rated expected
                   * @example 1
                   */
                  expected: number
                  /**
                   * @description Alerts rated duplicate
                   * @example 0
                   */
                  duplicate: number
                }
                /**
                 * @description Alerts that were rated
                 * @example 4
                 */
                judged: number
                /**
                 * @description useful / judged, 0–1; null: no ratings
                 * @example 0.75
                 */
                precision: number | null
              }
              /** @description What it is praised for */
              praise: {
                /**
                 * @description Mentions that praise
                 * @example 212
                 */
                mentions: number
                /** @description What is praised, most mentions first */
                topics: {
                  /**
                   * @description Id of the topic
                   * @example product.taste
                   */
                  topic: string
                  /**
                   * @description Mentions that praise it
                   * @example 80
                   */
                  mentions: number
                }[]
                /** @description Which products are praised, most mentions first */
                products: {
                  /**
                   * @description Name of the product
                   * @example CM-40
                   */
                  product: string
                  /**
                   * @description Mentions that praise it
                   * @example 64
                   */
                  mentions: number
                }[]
                /** @description A mention as an example; null: none */
                quote: {
                  /**
                   * @description Id of the mention
                   * @example app-store:1187
                   */
                  mentionId: string
                  /**
                   * @description What it says, redacted
                   * @example Best coffee I ever had at home
                   */
                  text: string
                  /**
                   * @description Public name of the author; empty: unknown
                   * @example lena_b
                   */
                  author: string
                  /**
                   * @description The source by name
                   * @example app-store
                   */
                  source: string
                  /**
                   * @description Where it can be read; empty: no link
                   * @example https://apps.example/r/1187
                   */
                  url: string
                  /**
                   * Format: date-time
                   * @description When it was published
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  createdAt: string
                } | null
              }
              /** @description Authors who praise repeatedly, most praises first */
              advocates: {
                /**
                 * @description Public name of the author
                 * @example lena_b
                 */
                handle: string
                /**
                 * @description The source by name
                 * @example forum
                 */
                source: string
                /**
                 * @description Mentions of theirs that praise
                 * @example 5
                 */
                praises: number
                /**
                 * @description Link of the newest one; null: none
                 * @example https://forum.halden.example/t/5121
                 */
                url: string | null
                /**
                 * Format: date-time
                 * @description Time of the newest praise
                 * @example 2026-11-30T14:05:00.000Z
                 */
                newestAt: string
              }[]
            }[]
            /** @description In the order of the customer journey */
            stages: {
              /**
               * @description Stage of the customer journey
               * @enum {unknown}
               */
              stage: 'awareness' | 'consideration' | 'purchase' | 'use' | 'support' | 'advocacy'
              /**
               * @description Mentions in the period
               * @example 1843
               */
              volume: number
              /**
               * @description Mentions in the period of the same length before it
               * @example 1702
               */
              before: number
              /**
               * @description Share of negative mentions, 0–1; null: no mentions
               * @example 0.41
               */
              negativeShare: number | null
              /**
               * @description Mean sentiment score, −1 to 1; null: no mentions
               * @example -0.12
               */
              sentiment: number | null
            }[]
            /**
             * @description The report in words
             * @example 1,843 mentions (8 % more); 9 alerts, 5 of 6 rated useful.
             */
            sentence: string
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  exportReport: {
    parameters: {
      query?: {
        /**
         * @description Beginning of the period. ISO 8601; UTC without a zone
         * @example 2026-11-23T00:00:00Z
         */
        from?: string
        /**
         * @description End of the period, exclusive; it has at most 400 days. ISO 8601; UTC without a zone
         * @example 2026-11-30T00:00:00Z
         */
        to?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description One subject of the report per row */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/csv': string
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  runSql: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** @description A query */
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description One SELECT in the SQL of ClickHouse, over the views of docs/sql.md; without FORMAT and SETTINGS
           * @example SELECT value AS carrier, sum(mentions) AS mentions FROM series_v WHERE subject = 'delivery.late' AND dimension = 'carrier' GROUP BY carrier
           */
          query: string
          /**
           * @description Form of the answer; absent: by the header Accept, otherwise json
           * @enum {unknown}
           */
          format?: 'json' | 'csv' | 'jsonl' | 'parquet'
        }
      }
    }
    responses: {
      /** @description The result */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SqlResult']
          'text/csv': string
          'application/jsonl': string
          'application/vnd.apache.parquet': string
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  getAlertQuality: {
    parameters: {
      query?: {
        /**
         * @description Number of weeks, with the one that is not over yet
         * @example 12
         */
        weeks?: number
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * Format: date-time
             * @description Start of the period, a Monday (UTC)
             * @example 2026-11-30T14:05:00.000Z
             */
            from: string
            /**
             * Format: date-time
             * @description End of the period, exclusive
             * @example 2026-11-30T14:05:00.000Z
             */
            to: string
            /** @description Over the whole period */
            all: {
              /**
               * @description Alerts opened
               * @example 14
               */
              opened: number
              /**
               * @description Those of them that people rated
               * @example 11
               */
              judged: number
              /**
               * @description Those rated useful
               * @example 9
               */
              useful: number
              /**
               * @description useful / judged, 0 to 1; null without ratings
               * @example 0.82
               */
              precision: number | null
              /**
               * @description Median time in ms from opening until a person first does anything with the alert; null: nobody did
               * @example 540000
               */
              medianReactionMs: number | null
            }
            /** @description In order, also weeks without alerts */
            weeks: {
              /**
               * Format: date-time
               * @description The Monday (UTC) it begins with
               * @example 2026-11-30T14:05:00.000Z
               */
              week: string
              /**
               * @description Alerts opened
               * @example 14
               */
              opened: number
              /**
               * @description Those of them that people rated
               * @example 11
               */
              judged: number
              /**
               * @description Those rated useful
               * @example 9
               */
              useful: number
              /**
               * @description useful / judged, 0 to 1; null without ratings
               * @example 0.82
               */
              precision: number | null
              /**
               * @description Median time in ms from opening until a person first does anything with the alert; null: nobody did
               * @example 540000
               */
              medianReactionMs: number | null
            }[]
            /** @description By the department that owns the alerts */
            departments: {
              /**
               * @description The department that owns the alerts
               * @example logistics
               */
              department: string
              /**
               * @description Alerts opened
               * @example 14
               */
              opened: number
              /**
               * @description Those of them that people rated
               * @example 11
               */
              judged: number
              /**
               * @description Those rated useful
               * @example 9
               */
              useful: number
              /**
               * @description useful / judged, 0 to 1; null without ratings
               * @example 0.82
               */
              precision: number | null
              /**
               * @description Median time in ms from opening until a person first does anything with the alert; null: nobody did
               * @example 540000
               */
              medianReactionMs: number | null
            }[]
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  getAssessment: {
    parameters: {
      query?: {
        /**
         * @description Length of the period in days, which ends with the newest mention
         * @example 90
         */
        days?: number
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * Format: date-time
             * @description The first mention in the period
             * @example 2026-11-30T14:05:00.000Z
             */
            from: string
            /**
             * Format: date-time
             * @description After the newest mention
             * @example 2026-11-30T14:05:00.000Z
             */
            to: string
            /**
             * @description The most important sentence
             * @example Begin with Logistics: 40 % of what is negative is about it
             */
            headline: string
            /** @description What to do, in this order, and why */
            steps: {
              /**
               * @description What to do
               * @example Connect the mailbox of the shop
               */
              what: string
              /**
               * @description Why
               * @example Nothing is heard from there
               */
              why: string
            }[]
            /** @description The six sections */
            sections: {
              /**
               * @description Which section it is
               * @enum {unknown}
               */
              id: 'objectives' | 'assessment' | 'strategy' | 'execution' | 'budget' | 'measure'
              /**
               * @description Its heading
               * @example Objectives
               */
              title: string
              /**
               * @description Its sentences
               * @example [
               *       "316 mentions in 28 days"
               *     ]
               */
              statements: string[]
            }[]
            /** @description What the figures about money and alerts assume */
            assumptions: {
              /**
               * @description Key of the configuration
               * @example worth.costPerContact
               */
              key: string
              /**
               * @description What it says
               * @example Cost of one contact
               */
              meaning: string
              /**
               * @description null: not configured
               * @example 6
               */
              value: number | string | null
            }[]
            /**
             * @description Mentions without spam
             * @example 180
             */
            mentions: number
            /**
             * @description Negative ones of them
             * @example 180
             */
            negative: number
            /**
             * @description Distinct authors that sources name
             * @example 180
             */
            authors: number
            /**
             * @description Days (UTC) of the period with mentions
             * @example 180
             */
            days: number
            /**
             * @description Mentions that concern two or more departments
             * @example 180
             */
            inSeveralDepartments: number
            /** @description Most mentions first */
            languages: {
              /**
               * @description Its code
               * @example de
               */
              language: string
              /**
               * @description Mentions without spam
               * @example 180
               */
              mentions: number
            }[]
            /** @description Most mentions first */
            sources: {
              /**
               * @description Name of the source
               * @example forum
               */
              source: string
              /**
               * @description Mentions without spam
               * @example 180
               */
              mentions: number
              /**
               * @description Negative ones of them
               * @example 180
               */
              negative: number
              /**
               * @description Distinct authors that the source names
               * @example 180
               */
              authors: number
              /** @description At most three, most mentions first */
              topics: {
                /**
                 * @description Id of the topic
                 * @example delivery.late
                 */
                topic: string
                /**
                 * @description Mentions without spam
                 * @example 180
                 */
                mentions: number
                /**
                 * @description Negative ones of them
                 * @example 180
                 */
                negative: number
              }[]
            }[]
            /** @description In the order in which a rollout pays */
            departments: {
              /**
               * @description Id of the department
               * @example logistics
               */
              department: string
              /**
               * @description Mentions without spam
               * @example 180
               */
              mentions: number
              /**
               * @description Negative ones of them
               * @example 180
               */
              negative: number
              /** @description At most three that it owns or watches, most negative mentions first */
              topics: {
                /**
                 * @description Id of the topic
                 * @example delivery.late
                 */
                topic: string
                /**
                 * @description Mentions without spam
                 * @example 180
                 */
                mentions: number
                /**
                 * @description Negative ones of them
                 * @example 180
                 */
                negative: number
              }[]
              /**
               * @description Days with clearly more negative mentions than on a typical day; null with fewer than 14 days
               * @example 12
               */
              burstDays: number | null
              /**
               * @description Negative mentions above a typical day that came on these days after those that an alert needs (gates.mentions)
               * @example 12
               */
              avoidable: number | null
              /**
               * @description Contacts that acting at once would have avoided, at most; null where `worth` is not configured
               * @example 12
               */
              contacts: number | null
              /**
               * @description What they would have cost, in the currency of `worth`; null where it is not configured
               * @example 12
               */
              saved: number | null
              /** @description Whether a receiver or a person with one is configured for it */
              hasReceiver: boolean
            }[]
            /** @description How fast the company answers */
            answers: {
              /**
               * @description Sources from which answers are known
               * @example [
               *       "helpdesk"
               *     ]
               */
              knownSources: string[]
              /**
               * @description Sources from which no answer is known, so nothing is said
               * @example [
               *       "forum"
               *     ]
               */
              unknownSources: string[]
              /**
               * @description Newest complaints, questions and requests in the known sources, at most 5,000
               * @example 180
               */
              asked: number
              /**
               * @description Those of them that were answered
               * @example 180
               */
              answered: number
              /**
               * @description Median time in ms from the mention to the first answer; null without answers
               * @example 12
               */
              medianAnswerMs: number | null
            }
            /** @description Own accounts with a flag, most mentions first */
            accounts: {
              /**
               * @description Where the account is
               * @example x
               */
              platform: string
              /**
               * @description Its name there
               * @example haldensupport
               */
              handle: string
              /**
               * @description Who keeps it; null: nobody is named
               * @example Lea
               */
              owner: string | null
              /**
               * @description idle, semi-idle, orphan, uncovered
               * @example [
               *       "idle"
               *     ]
               */
              flags: string[]
              /**
               * @description Mentions of it in the last 30 days of the period
               * @example 180
               */
              recentMentions: number
              /**
               * @description Mentions of the last 90 days that wait for an answer for more than a day
               * @example 180
               */
              unanswered: number
            }[]
            /**
             * @description Own accounts that are listed
             * @example 180
             */
            accountsListed: number
            /** @description Kinds of places where customers talk */
            places: {
              /**
               * @description What it is called
               * @example Helpdesk
               */
              name: string
              /**
               * @description Types of sources that listen there
               * @example [
               *       "zendesk"
               *     ]
               */
              connectors: string[]
              /**
               * @description Sources of this kind with mentions in the period
               * @example [
               *       "helpdesk"
               *     ]
               */
              sources: string[]
            }[]
            /** @description Silences in which nothing was collected; `to` is exclusive */
            gaps: {
              /**
               * Format: date-time
               * @description Start of the silence
               * @example 2026-11-30T14:05:00.000Z
               */
              from: string
              /**
               * Format: date-time
               * @description Its end, exclusive
               * @example 2026-11-30T14:05:00.000Z
               */
              to: string
            }[]
            /** @description What the warnings of the period were worth; null where `worth` is not configured */
            worth: {
              /**
               * @description Alerts rated useful that came before the daily report
               * @example 3
               */
              warnings: number
              /**
               * @description Their lead times together, in ms
               * @example 108000000
               */
              leadMs: number
              /**
               * @description Complaints above the expected count that came in the lead times, at the rate seen at detection
               * @example 420
               */
              complaints: number
              /**
               * @description Contacts that acting at once avoids
               * @example 504
               */
              contactsAvoided: number
              /**
               * @description Their cost, in the currency of the assumptions
               * @example 3276
               */
              saved: number
              /** @description Assumptions about what a warning is worth, for the overview. */
              assumptions: {
                /**
                 * @description Customers who call or write for each one who complains in public.
                 * @example 4
                 */
                contactsPerMention: number
                /**
                 * @description Share of those contacts that acting at once avoids, 0 to 1.
                 * @example 0.3
                 */
                avoidedShare: number
                /**
                 * @description Cost of one contact, in the currency.
                 * @example 6.5
                 */
                costPerContact: number
                /**
                 * @description ISO 4217 code of the currency.
                 * @default EUR
                 * @example EUR
                 */
                currency: string
              }
            } | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listBacktests: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description Newest first */
            items: {
              /**
               * @description Id of the backtest
               * @example 6a1f0c9e
               */
              id: string
              /**
               * @description Where it stands
               * @enum {unknown}
               */
              state: 'running' | 'done' | 'failed' | 'cancelled'
              /**
               * @description Who asked for it
               * @example mara
               */
              by: string
              /**
               * Format: date-time
               * @description When somebody asked for it
               * @example 2026-11-30T14:05:00.000Z
               */
              requestedAt: string
              /**
               * Format: date-time
               * @description When its state or progress changed last
               * @example 2026-11-30T14:05:00.000Z
               */
              updatedAt: string
              /**
               * @description Weeks it was asked to replay; fewer where less is stored
               * @example 12
               */
              weeks: number
              /** @description The settings that decide when an alert opens */
              settings: {
                /** @description How many false alarms are accepted */
                alarmBudget: {
                  /**
                   * @description False alarms that a department accepts in a week
                   * @example 1
                   */
                  perDepartmentPerWeek: number
                }
                /** @description What a spike must have */
                gates: {
                  /**
                   * @description Least number of mentions in a spike
                   * @example 10
                   */
                  mentions: number
                  /**
                   * @description Least number of distinct authors in a spike
                   * @example 5
                   */
                  authors: number
                  /**
                   * @description Least number of distinct texts in a spike
                   * @example 4
                   */
                  texts: number
                  /**
                   * @description Least ratio of the observed to the expected count
                   * @example 2
                   */
                  ratio: number
                }
              }
              /** @description Whether stricter settings are looked for */
              suggests: boolean
              /**
               * @description Share of the work that is done, 0 to 1
               * @example 0.4
               */
              progress: number
              /**
               * @description Time in the period that the replay has reached
               * @example 2026-11-30T14:05:00.000Z
               */
              replayingAt: string | null
              /**
               * @description Why it failed or was cancelled
               * @example there is no topic delivery.lost
               */
              reason: string | null
              /** @description null until it is done; lists leave it out */
              result: {
                /**
                 * Format: date-time
                 * @description Start of the replayed period
                 * @example 2026-11-30T14:05:00.000Z
                 */
                from: string
                /**
                 * Format: date-time
                 * @description End of the replayed period
                 * @example 2026-11-30T14:05:00.000Z
                 */
                to: string
                /**
                 * Format: date-time
                 * @description Since when the baseline learns
                 * @example 2026-11-30T14:05:00.000Z
                 */
                learntFrom: string
                /**
                 * @description Evaluations in the period
                 * @example 3
                 */
                evaluations: number
                /** @description With the settings in force */
                inForce: {
                  /** @description The settings that decide when an alert opens */
                  settings: {
                    /** @description How many false alarms are accepted */
                    alarmBudget: {
                      /**
                       * @description False alarms that a department accepts in a week
                       * @example 1
                       */
                      perDepartmentPerWeek: number
                    }
                    /** @description What a spike must have */
                    gates: {
                      /**
                       * @description Least number of mentions in a spike
                       * @example 10
                       */
                      mentions: number
                      /**
                       * @description Least number of distinct authors in a spike
                       * @example 5
                       */
                      authors: number
                      /**
                       * @description Least number of distinct texts in a spike
                       * @example 4
                       */
                      texts: number
                      /**
                       * @description Least ratio of the observed to the expected count
                       * @example 2
                       */
                      ratio: number
                    }
                  }
                  /**
                   * @description Alerts opened
                   * @example 3
                   */
                  alerts: number
                  /**
                   * @description Alerts opened in a week, on average
                   * @example 3.5
                   */
                  alertsPerWeek: number
                  /**
                   * @description Known incidents that raised an alert
                   * @example 3
                   */
                  caught: number
                  /**
                   * @description Known incidents in the period that raised none
                   * @example 3
                   */
                  missed: number
                  /**
                   * @description Known incidents and traps outside the period
                   * @example 3
                   */
                  outside: number
                  /**
                   * @description Planned events that raised an alert
                   * @example 3
                   */
                  trapsAlerted: number
                  /**
                   * @description Alerts rated noise or expected that came again
                   * @example 3
                   */
                  noise: number
                  /**
                   * @description Alerts of a single report of a hazard that are no known incident; not counted as false
                   * @example 3
                   */
                  hazardReports: number
                  /**
                   * @description Other alerts that caught no known incident
                   * @example 3
                   */
                  falseAlerts: number
                  /**
                   * @description Median minutes from the start of an incident to its alert
                   * @example 18
                   */
                  medianDelayMinutes: number | null
                  /**
                   * @description Median minutes from the onset to the alert, of all alerts
                   * @example 18
                   */
                  medianMinutesFromOnset: number | null
                  /** @description Alerts by the week in which they opened */
                  byWeek: {
                    /**
                     * @description The Monday (UTC) it begins with, as 2026-10-05
                     * @example 2026-11-23
                     */
                    week: string
                    /** @description Alerts by owning department */
                    departments: {
                      [key: string]: number
                    }
                  }[]
                  /** @description In order of opening, at most 1,000, those that the caller sees */
                  listedAlerts: {
                    /**
                     * Format: date-time
                     * @description When it opened
                     * @example 2026-11-30T14:05:00.000Z
                     */
                    openedAt: string
                    /**
                     * @description What kind of alert it is
                     * @enum {unknown}
                     */
                    kind: 'spike' | 'shift' | 'drop' | 'hazard'
                    /**
                     * @description Its title
                     * @example Parcel late
                     */
                    title: string
                    /**
                     * @description The first one owns it, the others watch
                     * @example [
                     *       "logistics",
                     *       "support"
                     *     ]
                     */
                    departments: string[]
                    /**
                     * @description How bad it is
                     * @enum {unknown}
                     */
                    severity: 'low' | 'medium' | 'high' | 'critical'
                    /**
                     * @description Mentions in the window when it opened
                     * @example 3
                     */
                    observed: number
                    /**
                     * @description Expected mentions in the window
                     * @example 2.4
                     */
                    expected: number
                    /**
                     * @description Length of the window in minutes
                     * @example 60
                     */
                    windowMinutes: number
                    /**
                     * @description caught: a known incident. trap: a planned event. noise: rated noise or expected. unjudged: nothing is known
                     * @enum {unknown}
                     */
                    outcome: 'caught' | 'trap' | 'noise' | 'unjudged'
                    /**
                     * @description What it caught, or what raised it
                     * @example Klarpay outage
                     */
                    incident: string | null
                  }[]
                  /** @description Those that the caller sees */
                  incidents: {
                    /**
                     * @description Its name
                     * @example Klarpay outage
                     */
                    name: string
                    /**
                     * @description The department that it concerns, by id
                     * @example support
                     */
                    department: string
                    /**
                     * @description Only an incident should raise an alert
                     * @enum {unknown}
                     */
                    kind: 'incident' | 'trap' | 'noise'
                    /**
                     * Format: date-time
                     * @description When it began
                     * @example 2026-11-30T14:05:00.000Z
                     */
                    startsAt: string
                    /** @description Whether it began before or after the replayed period */
                    isOutside: boolean
                    /**
                     * @description When the first alert about it was notified; null: never
                     * @example 2026-11-30T14:05:00.000Z
                     */
                    caughtAt: string | null
                    /**
                     * @description The title of that alert
                     * @example Parcel late · Nordfracht
                     */
                    title: string | null
                    /**
                     * @description Minutes from its start to the alert
                     * @example 18
                     */
                    delayMinutes: number | null
                  }[]
                }
                /** @description With the tried settings */
                tried: {
                  /** @description The settings that decide when an alert opens */
                  settings: {
                    /** @description How many false alarms are accepted */
                    alarmBudget: {
                      /**
                       * @description False alarms that a department accepts in a week
                       * @example 1
                       */
                      perDepartmentPerWeek: number
                    }
                    /** @description What a spike must have */
                    gates: {
                      /**
                       * @description Least number of mentions in a spike
                       * @example 10
                       */
                      mentions: number
                      /**
                       * @description Least number of distinct authors in a spike
                       * @example 5
                       */
                      authors: number
                      /**
                       * @description Least number of distinct texts in a spike
                       * @example 4
                       */
                      texts: number
                      /**
                       * @description Least ratio of the observed to the expected count
                       * @example 2
                       */
                      ratio: number
                    }
                  }
                  /**
                   * @description Alerts opened
                   * @example 3
                   */
                  alerts: number
                  /**
                   * @description Alerts opened in a week, on average
                   * @example 3.5
                   */
                  alertsPerWeek: number
                  /**
                   * @description Known incidents that raised an alert
                   * @example 3
                   */
                  caught: number
                  /**
                   * @description Known incidents in the period that raised none
                   * @example 3
                   */
                  missed: number
                  /**
                   * @description Known incidents and traps outside the period
                   * @example 3
                   */
                  outside: number
                  /**
                   * @description Planned events that raised an alert
                   * @example 3
                   */
                  trapsAlerted: number
                  /**
                   * @description Alerts rated noise or expected that came again
                   * @example 3
                   */
                  noise: number
                  /**
                   * @description Alerts of a single report of a hazard that are no known incident; not counted as false
                   * @example 3
                   */
                  hazardReports: number
                  /**
                   * @description Other alerts that caught no known incident
                   * @example 3
                   */
                  falseAlerts: number
                  /**
                   * @description Median minutes from the start of an incident to its alert
                   * @example 18
                   */
                  medianDelayMinutes: number | null
                  /**
                   * @description Median minutes from the onset to the alert, of all alerts
                   * @example 18
                   */
                  medianMinutesFromOnset: number | null
                  /** @description Alerts by the week in which they opened */
                  byWeek: {
                    /**
                     * @description The Monday (UTC) it begins with, as 2026-10-05
                     * @example 2026-11-23
                     */
                    week: string
                    /** @description Alerts by owning department */
                    departments: {
                      [key: string]: number
                    }
                  }[]
                  /** @description In order of opening, at most 1,000, those that the caller sees */
                  listedAlerts: {
                    /**
                     * Format: date-time
                     * @description When it opened
                     * @example 2026-11-30T14:05:00.000Z
                     */
                    openedAt: string
                    /**
                     * @description What kind of alert it is
                     * @enum {unknown}
                     */
                    kind: 'spike' | 'shift' | 'drop' | 'hazard'
                    /**
                     * @description Its title
                     * @example Parcel late
                     */
                    title: string
                    /**
                     * @description The first one owns it, the others watch
                     * @example [
                     *       "logistics",
                     *       "support"
                     *     ]
                     */
                    departments: string[]
                    /**
                     * @description How bad it is
                     * @enum {unknown}
                     */
                    severity: 'low' | 'medium' | 'high' | 'critical'
                    /**
                     * @description Mentions in the window when it opened
                     * @example 3
                     */
                    observed: number
                    /**
                     * @description Expected mentions in the window
                     * @example 2.4
                     */
                    expected: number
                    /**
                     * @description Length of the window in minutes
                     * @example 60
                     */
                    windowMinutes: number
                    /**
                     * @description caught: a known incident. trap: a planned event. noise: rated noise or expected. unjudged: nothing is known
                     * @enum {unknown}
                     */
                    outcome: 'caught' | 'trap' | 'noise' | 'unjudged'
                    /**
                     * @description What it caught, or what raised it
                     * @example Klarpay outage
                     */
                    incident: string | null
                  }[]
                  /** @description Those that the caller sees */
                  incidents: {
                    /**
                     * @description Its name
                     * @example Klarpay outage
                     */
                    name: string
                    /**
                     * @description The department that it concerns, by id
                     * @example support
                     */
                    department: string
                    /**
                     * @description Only an incident should raise an alert
                     * @enum {unknown}
                     */
                    kind: 'incident' | 'trap' | 'noise'
                    /**
                     * Format: date-time
                     * @description When it began
                     * @example 2026-11-30T14:05:00.000Z
                     */
                    startsAt: string
                    /** @description Whether it began before or after the replayed period */
                    isOutside: boolean
                    /**
                     * @description When the first alert about it was notified; null: never
                     * @example 2026-11-30T14:05:00.000Z
                     */
                    caughtAt: string | null
                    /**
                     * @description The title of that alert
                     * @example Parcel late · Nordfracht
                     */
                    title: string | null
                    /**
                     * @description Minutes from its start to the alert
                     * @example 18
                     */
                    delayMinutes: number | null
                  }[]
                }
                /** @description What differs between them */
                changes: {
                  /**
                   * @description Incidents that only the tried settings catch
                   * @example [
                   *       "Klarpay outage"
                   *     ]
                   */
                  caughtToo: string[]
                  /**
                   * @description Incidents that only the settings in force catch
                   * @example [
                   *       "Klarpay outage"
                   *     ]
                   */
                  missedThen: string[]
                  /** @description Alerts that only the tried settings open */
                  appear: {
                    /**
                     * Format: date-time
                     * @description When it opened
                     * @example 2026-11-30T14:05:00.000Z
                     */
                    openedAt: string
                    /**
                     * @description What kind of alert it is
                     * @enum {unknown}
                     */
                    kind: 'spike' | 'shift' | 'drop' | 'hazard'
                    /**
                     * @description Its title
                     * @example Parcel late
                     */
                    title: string
                    /**
                     * @description The first one owns it, the others watch
                     * @example [
                     *       "logistics",
                     *       "support"
                     *     ]
                     */
                    departments: string[]
                    /**
                     * @description How bad it is
                     * @enum {unknown}
                     */
                    severity: 'low' | 'medium' | 'high' | 'critical'
                    /**
                     * @description Mentions in the window when it opened
                     * @example 3
                     */
                    observed: number
                    /**
                     * @description Expected mentions in the window
                     * @example 2.4
                     */
                    expected: number
                    /**
                     * @description Length of the window in minutes
                     * @example 60
                     */
                    windowMinutes: number
                    /**
                     * @description caught: a known incident. trap: a planned event. noise: rated noise or expected. unjudged: nothing is known
                     * @enum {unknown}
                     */
                    outcome: 'caught' | 'trap' | 'noise' | 'unjudged'
                    /**
                     * @description What it caught, or what raised it
                     * @example Klarpay outage
                     */
                    incident: string | null
                  }[]
                  /** @description Alerts that only the settings in force open */
                  disappear: {
                    /**
                     * Format: date-time
                     * @description When it opened
                     * @example 2026-11-30T14:05:00.000Z
                     */
                    openedAt: string
                    /**
                     * @description What kind of alert it is
                     * @enum {unknown}
                     */
                    kind: 'spike' | 'shift' | 'drop' | 'hazard'
                    /**
                     * @description Its title
                     * @example Parcel late
                     */
                    title: string
                    /**
                     * @description The first one owns it, the others watch
                     * @example [
                     *       "logistics",
                     *       "support"
                     *     ]
                     */
                    departments: string[]
                    /**
                     * @description How bad it is
                     * @enum {unknown}
                     */
                    severity: 'low' | 'medium' | 'high' | 'critical'
                    /**
                     * @description Mentions in the window when it opened
                     * @example 3
                     */
                    observed: number
                    /**
                     * @description Expected mentions in the window
                     * @example 2.4
                     */
                    expected: number
                    /**
                     * @description Length of the window in minutes
                     * @example 60
                     */
                    windowMinutes: number
                    /**
                     * @description caught: a known incident. trap: a planned event. noise: rated noise or expected. unjudged: nothing is known
                     * @enum {unknown}
                     */
                    outcome: 'caught' | 'trap' | 'noise' | 'unjudged'
                    /**
                     * @description What it caught, or what raised it
                     * @example Klarpay outage
                     */
                    incident: string | null
                  }[]
                }
                /**
                 * @description Lines of the configuration (YAML) that put the tried settings in force; empty: they are in force
                 * @example gates:
                 *       mentions: 8
                 */
                configuration: string
                /** @description Stricter settings that still catch every incident that those in force catch, confirmed by a replay; null: none found, or not looked for */
                suggestion: {
                  /** @description The suggested settings */
                  settings: {
                    /** @description How many false alarms are accepted */
                    alarmBudget: {
                      /**
                       * @description False alarms that a department accepts in a week
                       * @example 1
                       */
                      perDepartmentPerWeek: number
                    }
                    /** @description What a spike must have */
                    gates: {
                      /**
                       * @description Least number of mentions in a spike
                       * @example 10
                       */
                      mentions: number
                      /**
                       * @description Least number of distinct authors in a spike
                       * @example 5
                       */
                      authors: number
                      /**
                       * @description Least number of distinct texts in a spike
                       * @example 4
                       */
                      texts: number
                      /**
                       * @description Least ratio of the observed to the expected count
                       * @example 2
                       */
                      ratio: number
                    }
                  }
                  /**
                   * @description Alerts opened in a week, on average
                   * @example 3.5
                   */
                  alertsPerWeek: number
                  /**
                   * @description Alerts that would catch no known incident
                   * @example 3
                   */
                  falseAlerts: number
                  /**
                   * @description Lines of the configuration (YAML) that put it in force
                   * @example gates:
                   *       mentions: 8
                   */
                  configuration: string
                } | null
              } | null
            }[]
            /**
             * @description Always null: the list has one page
             * @example
             */
            nextCursor: string | null
            /** @description The settings by which alerts open now */
            inForce: {
              /** @description How many false alarms are accepted */
              alarmBudget: {
                /**
                 * @description False alarms that a department accepts in a week
                 * @example 1
                 */
                perDepartmentPerWeek: number
              }
              /** @description What a spike must have */
              gates: {
                /**
                 * @description Least number of mentions in a spike
                 * @example 10
                 */
                mentions: number
                /**
                 * @description Least number of distinct authors in a spike
                 * @example 5
                 */
                authors: number
                /**
                 * @description Least number of distinct texts in a spike
                 * @example 4
                 */
                texts: number
                /**
                 * @description Least ratio of the observed to the expected count
                 * @example 2
                 */
                ratio: number
              }
            }
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  startBacktest: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description Weeks to replay, up to the newest mention. Fewer where less is stored
           * @example 8
           */
          weeks: number
          /** @description The settings that decide when an alert opens, as in the configuration */
          settings: {
            /** @description How many false alarms are accepted */
            alarmBudget: {
              /**
               * @description False alarms that a department accepts in a week
               * @example 1
               */
              perDepartmentPerWeek: number
            }
            /** @description What a spike must have */
            gates: {
              /**
               * @description Least number of mentions in a spike
               * @example 10
               */
              mentions: number
              /**
               * @description Least number of distinct authors in a spike
               * @example 5
               */
              authors: number
              /**
               * @description Least number of distinct texts in a spike
               * @example 4
               */
              texts: number
              /**
               * @description Least ratio of the observed to the expected count
               * @example 2
               */
              ratio: number
            }
          }
          /**
           * @description Also look for stricter settings than those in force, which takes up to three more replays
           * @default false
           */
          suggests?: boolean
        }
      }
    }
    responses: {
      /** @description Default Response */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * @description Id of the backtest
             * @example 6a1f0c9e
             */
            id: string
            /**
             * @description Where it stands
             * @enum {unknown}
             */
            state: 'running' | 'done' | 'failed' | 'cancelled'
            /**
             * @description Who asked for it
             * @example mara
             */
            by: string
            /**
             * Format: date-time
             * @description When somebody asked for it
             * @example 2026-11-30T14:05:00.000Z
             */
            requestedAt: string
            /**
             * Format: date-time
             * @description When its state or progress changed last
             * @example 2026-11-30T14:05:00.000Z
             */
            updatedAt: string
            /**
             * @description Weeks it was asked to replay; fewer where less is stored
             * @example 12
             */
            weeks: number
            /** @description The settings that decide when an alert opens */
            settings: {
              /** @description How many false alarms are accepted */
              alarmBudget: {
                /**
                 * @description False alarms that a department accepts in a week
                 * @example 1
                 */
                perDepartmentPerWeek: number
              }
              /** @description What a spike must have */
              gates: {
                /**
                 * @description Least number of mentions in a spike
                 * @example 10
                 */
                mentions: number
                /**
                 * @description Least number of distinct authors in a spike
                 * @example 5
                 */
                authors: number
                /**
                 * @description Least number of distinct texts in a spike
                 * @example 4
                 */
                texts: number
                /**
                 * @description Least ratio of the observed to the expected count
                 * @example 2
                 */
                ratio: number
              }
            }
            /** @description Whether stricter settings are looked for */
            suggests: boolean
            /**
             * @description Share of the work that is done, 0 to 1
             * @example 0.4
             */
            progress: number
            /**
             * @description Time in the period that the replay has reached
             * @example 2026-11-30T14:05:00.000Z
             */
            replayingAt: string | null
            /**
             * @description Why it failed or was cancelled
             * @example there is no topic delivery.lost
             */
            reason: string | null
            /** @description null until it is done; lists leave it out */
            result: {
              /**
               * Format: date-time
               * @description Start of the replayed period
               * @example 2026-11-30T14:05:00.000Z
               */
              from: string
              /**
               * Format: date-time
               * @description End of the replayed period
               * @example 2026-11-30T14:05:00.000Z
               */
              to: string
              /**
               * Format: date-time
               * @description Since when the baseline learns
               * @example 2026-11-30T14:05:00.000Z
               */
              learntFrom: string
              /**
               * @description Evaluations in the period
               * @example 3
               */
              evaluations: number
              /** @description With the settings in force */
              inForce: {
                /** @description The settings that decide when an alert opens */
                settings: {
                  /** @description How many false alarms are accepted */
                  alarmBudget: {
                    /**
                     * @description False alarms that a department accepts in a week
                     * @example 1
                     */
                    perDepartmentPerWeek: number
                  }
                  /** @description What a spike must have */
                  gates: {
                    /**
                     * @description Least number of mentions in a spike
                     * @example 10
                     */
                    mentions: number
                    /**
                     * @description Least number of distinct authors in a spike
                     * @example 5
                     */
                    authors: number
                    /**
                     * @description Least number of distinct texts in a spike
                     * @example 4
                     */
                    texts: number
                    /**
                     * @description Least ratio of the observed to the expected count
                     * @example 2
                     */
                    ratio: number
                  }
                }
                /**
                 * @description Alerts opened
                 * @example 3
                 */
                alerts: number
                /**
                 * @description Alerts opened in a week, on average
                 * @example 3.5
                 */
                alertsPerWeek: number
                /**
                 * @description Known incidents that raised an alert
                 * @example 3
                 */
                caught: number
                /**
                 * @description Known incidents in the period that raised none
                 * @example 3
                 */
                missed: number
                /**
                 * @description Known incidents and traps outside the period
                 * @example 3
                 */
                outside: number
                /**
                 * @description Planned events that raised an alert
                 * @example 3
                 */
                trapsAlerted: number
                /**
                 * @description Alerts rated noise or expected that came again
                 * @example 3
                 */
                noise: number
                /**
                 * @description Alerts of a single report of a hazard that are no known incident; not counted as false
                 * @example 3
                 */
                hazardReports: number
                /**
                 * @description Other alerts that caught no known incident
                 * @example 3
                 */
                falseAlerts: number
                /**
                 * @description Median minutes from the start of an incident to its alert
                 * @example 18
                 */
                medianDelayMinutes: number | null
                /**
                 * @description Median minutes from the onset to the alert, of all alerts
                 * @example 18
                 */
                medianMinutesFromOnset: number | null
                /** @description Alerts by the week in which they opened */
                byWeek: {
                  /**
                   * @description The Monday (UTC) it begins with, as 2026-10-05
                   * @example 2026-11-23
                   */
                  week: string
                  /** @description Alerts by owning department */
                  departments: {
                    [key: string]: number
                  }
                }[]
                /** @description In order of opening, at most 1,000, those that the caller sees */
                listedAlerts: {
                  /**
                   * Format: date-time
                   * @description When it opened
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  openedAt: string
                  /**
                   * @description What kind of alert it is
                   * @enum {unknown}
                   */
                  kind: 'spike' | 'shift' | 'drop' | 'hazard'
                  /**
                   * @description Its title
                   * @example Parcel late
                   */
                  title: string
                  /**
                   * @description The first one owns it, the others watch
                   * @example [
                   *       "logistics",
                   *       "support"
                   *     ]
                   */
                  departments: string[]
                  /**
                   * @description How bad it is
                   * @enum {unknown}
                   */
                  severity: 'low' | 'medium' | 'high' | 'critical'
                  /**
                   * @description Mentions in the window when it opened
                   * @example 3
                   */
                  observed: number
                  /**
                   * @description Expected mentions in the window
                   * @example 2.4
                   */
                  expected: number
                  /**
                   * @description Length of the window in minutes
                   * @example 60
                   */
                  windowMinutes: number
                  /**
                   * @description caught: a known incident. trap: a planned event. noise: rated noise or expected. unjudged: nothing is known
                   * @enum {unknown}
                   */
                  outcome: 'caught' | 'trap' | 'noise' | 'unjudged'
                  /**
                   * @description What it caught, or what raised it
                   * @example Klarpay outage
                   */
                  incident: string | null
                }[]
                /** @description Those that the caller sees */
                incidents: {
                  /**
                   * @description Its name
                   * @example Klarpay outage
                   */
                  name: string
                  /**
                   * @description The department that it concerns, by id
                   * @example support
                   */
                  department: string
                  /**
                   * @description Only an incident should raise an alert
                   * @enum {unknown}
                   */
                  kind: 'incident' | 'trap' | 'noise'
                  /**
                   * Format: date-time
                   * @description When it began
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  startsAt: string
                  /** @description Whether it began before or after the replayed period */
                  isOutside: boolean
                  /**
                   * @description When the first alert about it was notified; null: never
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  caughtAt: string | null
                  /**
                   * @description The title of that alert
                   * @example Parcel late · Nordfracht
                   */
                  title: string | null
                  /**
                   * @description Minutes from its start to the alert
                   * @example 18
                   */
                  delayMinutes: number | null
                }[]
              }
              /** @description With the tried settings */
              tried: {
                /** @description The settings that decide when an alert opens */
                settings: {
                  /** @description How many false alarms are accepted */
                  alarmBudget: {
                    /**
                     * @description False alarms that a department accepts in a week
                     * @example 1
                     */
                    perDepartmentPerWeek: number
                  }
                  /** @description What a spike must have */
                  gates: {
                    /**
                     * @description Least number of mentions in a spike
                     * @example 10
                     */
                    mentions: number
                    /**
                     * @description Least number of distinct authors in a spike
                     * @example 5
                     */
                    authors: number
                    /**
                     * @description Least number of distinct texts in a spike
                     * @example 4
                     */
                    texts: number
                    /**
                     * @description Least ratio of the observed to the expected count
                     * @example 2
                     */
                    ratio: number
                  }
                }
                /**
                 * @description Alerts opened
                 * @example 3
                 */
                alerts: number
                /**
                 * @description Alerts opened in a week, on average
                 * @example 3.5
                 */
                alertsPerWeek: number
                /**
                 * @description Known incidents that raised an alert
                 * @example 3
                 */
                caught: number
                /**
                 * @description Known incidents in the period that raised none
                 * @example 3
                 */
                missed: number
                /**
                 * @description Known incidents and traps outside the period
                 * @example 3
                 */
                outside: number
                /**
                 * @description Planned events that raised an alert
                 * @example 3
                 */
                trapsAlerted: number
                /**
                 * @description Alerts rated noise or expected that came again
                 * @example 3
                 */
                noise: number
                /**
                 * @description Alerts of a single report of a hazard that are no known incident; not counted as false
                 * @example 3
                 */
                hazardReports: number
                /**
                 * @description Other alerts that caught no known incident
                 * @example 3
                 */
                falseAlerts: number
                /**
                 * @description Median minutes from the start of an incident to its alert
                 * @example 18
                 */
                medianDelayMinutes: number | null
                /**
                 * @description Median minutes from the onset to the alert, of all alerts
                 * @example 18
                 */
                medianMinutesFromOnset: number | null
                /** @description Alerts by the week in which they opened */
                byWeek: {
                  /**
                   * @description The Monday (UTC) it begins with, as 2026-10-05
                   * @example 2026-11-23
                   */
                  week: string
                  /** @description Alerts by owning department */
                  departments: {
                    [key: string]: number
                  }
                }[]
                /** @description In order of opening, at most 1,000, those that the caller sees */
                listedAlerts: {
                  /**
                   * Format: date-time
                   * @description When it opened
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  openedAt: string
                  /**
                   * @description What kind of alert it is
                   * @enum {unknown}
                   */
                  kind: 'spike' | 'shift' | 'drop' | 'hazard'
                  /**
                   * @description Its title
                   * @example Parcel late
                   */
                  title: string
                  /**
                   * @description The first one owns it, the others watch
                   * @example [
                   *       "logistics",
                   *       "support"
                   *     ]
                   */
                  departments: string[]
                  /**
                   * @description How bad it is
                   * @enum {unknown}
                   */
                  severity: 'low' | 'medium' | 'high' | 'critical'
                  /**
                   * @description Mentions in the window when it opened
                   * @example 3
                   */
                  observed: number
                  /**
                   * @description Expected mentions in the window
                   * @example 2.4
                   */
                  expected: number
                  /**
                   * @description Length of the window in minutes
                   * @example 60
                   */
                  windowMinutes: number
                  /**
                   * @description caught: a known incident. trap: a planned event. noise: rated noise or expected. unjudged: nothing is known
                   * @enum {unknown}
                   */
                  outcome: 'caught' | 'trap' | 'noise' | 'unjudged'
                  /**
                   * @description What it caught, or what raised it
                   * @example Klarpay outage
                   */
                  incident: string | null
                }[]
                /** @description Those that the caller sees */
                incidents: {
                  /**
                   * @description Its name
                   * @example Klarpay outage
                   */
                  name: string
                  /**
                   * @description The department that it concerns, by id
                   * @example support
                   */
                  department: string
                  /**
                   * @description Only an incident should raise an alert
                   * @enum {unknown}
                   */
                  kind: 'incident' | 'trap' | 'noise'
                  /**
                   * Format: date-time
                   * @description When it began
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  startsAt: string
                  /** @description Whether it began before or after the replayed period */
                  isOutside: boolean
                  /**
                   * @description When the first alert about it was notified; null: never
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  caughtAt: string | null
                  /**
                   * @description The title of that alert
                   * @example Parcel late · Nordfracht
                   */
                  title: string | null
                  /**
                   * @description Minutes from its start to the alert
                   * @example 18
                   */
                  delayMinutes: number | null
                }[]
              }
              /** @description What differs between them */
              changes: {
                /**
                 * @description Incidents that only the tried settings catch
                 * @example [
                 *       "Klarpay outage"
                 *     ]
                 */
                caughtToo: string[]
                /**
                 * @description Incidents that only the settings in force catch
                 * @example [
                 *       "Klarpay outage"
                 *     ]
                 */
                missedThen: string[]
                /** @description Alerts that only the tried settings open */
                appear: {
                  /**
                   * Format: date-time
                   * @description When it opened
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  openedAt: string
                  /**
                   * @description What kind of alert it is
                   * @enum {unknown}
                   */
                  kind: 'spike' | 'shift' | 'drop' | 'hazard'
                  /**
                   * @description Its title
                   * @example Parcel late
                   */
                  title: string
                  /**
                   * @description The first one owns it, the others watch
                   * @example [
                   *       "logistics",
                   *       "support"
                   *     ]
                   */
                  departments: string[]
                  /**
                   * @description How bad it is
                   * @enum {unknown}
                   */
                  severity: 'low' | 'medium' | 'high' | 'critical'
                  /**
                   * @description Mentions in the window when it opened
                   * @example 3
                   */
                  observed: number
                  /**
                   * @description Expected mentions in the window
                   * @example 2.4
                   */
                  expected: number
                  /**
                   * @description Length of the window in minutes
                   * @example 60
                   */
                  windowMinutes: number
                  /**
                   * @description caught: a known incident. trap: a planned event. noise: rated noise or expected. unjudged: nothing is known
                   * @enum {unknown}
                   */
                  outcome: 'caught' | 'trap' | 'noise' | 'unjudged'
                  /**
                   * @description What it caught, or what raised it
                   * @example Klarpay outage
                   */
                  incident: string | null
                }[]
                /** @description Alerts that only the settings in force open */
                disappear: {
                  /**
                   * Format: date-time
                   * @description When it opened
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  openedAt: string
                  /**
                   * @description What kind of alert it is
                   * @enum {unknown}
                   */
                  kind: 'spike' | 'shift' | 'drop' | 'hazard'
                  /**
                   * @description Its title
                   * @example Parcel late
                   */
                  title: string
                  /**
                   * @description The first one owns it, the others watch
                   * @example [
                   *       "logistics",
                   *       "support"
                   *     ]
                   */
                  departments: string[]
                  /**
                   * @description How bad it is
                   * @enum {unknown}
                   */
                  severity: 'low' | 'medium' | 'high' | 'critical'
                  /**
                   * @description Mentions in the window when it opened
                   * @example 3
                   */
                  observed: number
                  /**
                   * @description Expected mentions in the window
                   * @example 2.4
                   */
                  expected: number
                  /**
                   * @description Length of the window in minutes
                   * @example 60
                   */
                  windowMinutes: number
                  /**
                   * @description caught: a known incident. trap: a planned event. noise: rated noise or expected. unjudged: nothing is known
                   * @enum {unknown}
                   */
                  outcome: 'caught' | 'trap' | 'noise' | 'unjudged'
                  /**
                   * @description What it caught, or what raised it
                   * @example Klarpay outage
                   */
                  incident: string | null
                }[]
              }
              /**
               * @description Lines of the configuration (YAML) that put the tried settings in force; empty: they are in force
               * @example gates:
               *       mentions: 8
               */
              configuration: string
              /** @description Stricter settings that still catch every incident that those in force catch, confirmed by a replay; null: none found, or not looked for */
              suggestion: {
                /** @description The suggested settings */
                settings: {
                  /** @description How many false alarms are accepted */
                  alarmBudget: {
                    /**
                     * @description False alarms that a department accepts in a week
                     * @example 1
                     */
                    perDepartmentPerWeek: number
                  }
                  /** @description What a spike must have */
                  gates: {
                    /**
                     * @description Least number of mentions in a spike
                     * @example 10
                     */
                    mentions: number
                    /**
                     * @description Least number of distinct authors in a spike
                     * @example 5
                     */
                    authors: number
                    /**
                     * @description Least number of distinct texts in a spike
                     * @example 4
                     */
                    texts: number
                    /**
                     * @description Least ratio of the observed to the expected count
                     * @example 2
                     */
                    ratio: number
                  }
                }
                /**
                 * @description Alerts opened in a week, on average
                 * @example 3.5
                 */
                alertsPerWeek: number
                /**
                 * @description Alerts that would catch no known incident
                 * @example 3
                 */
                falseAlerts: number
                /**
                 * @description Lines of the configuration (YAML) that put it in force
                 * @example gates:
                 *       mentions: 8
                 */
                configuration: string
              } | null
            } | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  getBacktest: {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the backtest
         * @example 6a1f0c9e
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * @description Id of the backtest
             * @example 6a1f0c9e
             */
            id: string
            /**
             * @description Where it stands
             * @enum {unknown}
             */
            state: 'running' | 'done' | 'failed' | 'cancelled'
            /**
             * @description Who asked for it
             * @example mara
             */
            by: string
            /**
             * Format: date-time
             * @description When somebody asked for it
             * @example 2026-11-30T14:05:00.000Z
             */
            requestedAt: string
            /**
             * Format: date-time
             * @description When its state or progress changed last
             * @example 2026-11-30T14:05:00.000Z
             */
            updatedAt: string
            /**
             * @description Weeks it was asked to replay; fewer where less is stored
             * @example 12
             */
            weeks: number
            /** @description The settings that decide when an alert opens */
            settings: {
              /** @description How many false alarms are accepted */
              alarmBudget: {
                /**
                 * @description False alarms that a department accepts in a week
                 * @example 1
                 */
                perDepartmentPerWeek: number
              }
              /** @description What a spike must have */
              gates: {
                /**
                 * @description Least number of mentions in a spike
                 * @example 10
                 */
                mentions: number
                /**
                 * @description Least number of distinct authors in a spike
                 * @example 5
                 */
                authors: number
                /**
                 * @description Least number of distinct texts in a spike
                 * @example 4
                 */
                texts: number
                /**
                 * @description Least ratio of the observed to the expected count
                 * @example 2
                 */
                ratio: number
              }
            }
            /** @description Whether stricter settings are looked for */
            suggests: boolean
            /**
             * @description Share of the work that is done, 0 to 1
             * @example 0.4
             */
            progress: number
            /**
             * @description Time in the period that the replay has reached
             * @example 2026-11-30T14:05:00.000Z
             */
            replayingAt: string | null
            /**
             * @description Why it failed or was cancelled
             * @example there is no topic delivery.lost
             */
            reason: string | null
            /** @description null until it is done; lists leave it out */
            result: {
              /**
               * Format: date-time
               * @description Start of the replayed period
               * @example 2026-11-30T14:05:00.000Z
               */
              from: string
              /**
               * Format: date-time
               * @description End of the replayed period
               * @example 2026-11-30T14:05:00.000Z
               */
              to: string
              /**
               * Format: date-time
               * @description Since when the baseline learns
               * @example 2026-11-30T14:05:00.000Z
               */
              learntFrom: string
              /**
               * @description Evaluations in the period
               * @example 3
               */
              evaluations: number
              /** @description With the settings in force */
              inForce: {
                /** @description The settings that decide when an alert opens */
                settings: {
                  /** @description How many false alarms are accepted */
                  alarmBudget: {
                    /**
                     * @description False alarms that a department accepts in a week
                     * @example 1
                     */
                    perDepartmentPerWeek: number
                  }
                  /** @description What a spike must have */
                  gates: {
                    /**
                     * @description Least number of mentions in a spike
                     * @example 10
                     */
                    mentions: number
                    /**
                     * @description Least number of distinct authors in a spike
                     * @example 5
                     */
                    authors: number
                    /**
                     * @description Least number of distinct texts in a spike
                     * @example 4
                     */
                    texts: number
                    /**
                     * @description Least ratio of the observed to the expected count
                     * @example 2
                     */
                    ratio: number
                  }
                }
                /**
                 * @description Alerts opened
                 * @example 3
                 */
                alerts: number
                /**
                 * @description Alerts opened in a week, on average
                 * @example 3.5
                 */
                alertsPerWeek: number
                /**
                 * @description Known incidents that raised an alert
                 * @example 3
                 */
                caught: number
                /**
                 * @description Known incidents in the period that raised none
                 * @example 3
                 */
                missed: number
                /**
                 * @description Known incidents and traps outside the period
                 * @example 3
                 */
                outside: number
                /**
                 * @description Planned events that raised an alert
                 * @example 3
                 */
                trapsAlerted: number
                /**
                 * @description Alerts rated noise or expected that came again
                 * @example 3
                 */
                noise: number
                /**
                 * @description Alerts of a single report of a hazard that are no known incident; not counted as false
                 * @example 3
                 */
                hazardReports: number
                /**
                 * @description Other alerts that caught no known incident
                 * @example 3
                 */
                falseAlerts: number
                /**
                 * @description Median minutes from the start of an incident to its alert
                 * @example 18
                 */
                medianDelayMinutes: number | null
                /**
                 * @description Median minutes from the onset to the alert, of all alerts
                 * @example 18
                 */
                medianMinutesFromOnset: number | null
                /** @description Alerts by the week in which they opened */
                byWeek: {
                  /**
                   * @description The Monday (UTC) it begins with, as 2026-10-05
                   * @example 2026-11-23
                   */
                  week: string
                  /** @description Alerts by owning department */
                  departments: {
                    [key: string]: number
                  }
                }[]
                /** @description In order of opening, at most 1,000, those that the caller sees */
                listedAlerts: {
                  /**
                   * Format: date-time
                   * @description When it opened
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  openedAt: string
                  /**
                   * @description What kind of alert it is
                   * @enum {unknown}
                   */
                  kind: 'spike' | 'shift' | 'drop' | 'hazard'
                  /**
                   * @description Its title
                   * @example Parcel late
                   */
                  title: string
                  /**
                   * @description The first one owns it, the others watch
                   * @example [
                   *       "logistics",
                   *       "support"
                   *     ]
                   */
                  departments: string[]
                  /**
                   * @description How bad it is
                   * @enum {unknown}
                   */
                  severity: 'low' | 'medium' | 'high' | 'critical'
                  /**
                   * @description Mentions in the window when it opened
                   * @example 3
                   */
                  observed: number
                  /**
                   * @description Expected mentions in the window
                   * @example 2.4
                   */
                  expected: number
                  /**
                   * @description Length of the window in minutes
                   * @example 60
                   */
                  windowMinutes: number
                  /**
                   * @description caught: a known incident. trap: a planned event. noise: rated noise or expected. unjudged: nothing is known
                   * @enum {unknown}
                   */
                  outcome: 'caught' | 'trap' | 'noise' | 'unjudged'
                  /**
                   * @description What it caught, or what raised it
                   * @example Klarpay outage
                   */
                  incident: string | null
                }[]
                /** @description Those that the caller sees */
                incidents: {
                  /**
                   * @description Its name
                   * @example Klarpay outage
                   */
                  name: string
                  /**
                   * @description The department that it concerns, by id
                   * @example support
                   */
                  department: string
                  /**
                   * @description Only an incident should raise an alert
                   * @enum {unknown}
                   */
                  kind: 'incident' | 'trap' | 'noise'
                  /**
                   * Format: date-time
                   * @description When it began
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  startsAt: string
                  /** @description Whether it began before or after the replayed period */
                  isOutside: boolean
                  /**
                   * @description When the first alert about it was notified; null: never
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  caughtAt: string | null
                  /**
                   * @description The title of that alert
                   * @example Parcel late · Nordfracht
                   */
                  title: string | null
                  /**
                   * @description Minutes from its start to the alert
                   * @example 18
                   */
                  delayMinutes: number | null
                }[]
              }
              /** @description With the tried settings */
              tried: {
                /** @description The settings that decide when an alert opens */
                settings: {
                  /** @description How many false alarms are accepted */
                  alarmBudget: {
                    /**
                     * @description False alarms that a department accepts in a week
                     * @example 1
                     */
                    perDepartmentPerWeek: number
                  }
                  /** @description What a spike must have */
                  gates: {
                    /**
                     * @description Least number of mentions in a spike
                     * @example 10
                     */
                    mentions: number
                    /**
                     * @description Least number of distinct authors in a spike
                     * @example 5
                     */
                    authors: number
                    /**
                     * @description Least number of distinct texts in a spike
                     * @example 4
                     */
                    texts: number
                    /**
                     * @description Least ratio of the observed to the expected count
                     * @example 2
                     */
                    ratio: number
                  }
                }
                /**
                 * @description Alerts opened
                 * @example 3
                 */
                alerts: number
                /**
                 * @description Alerts opened in a week, on average
                 * @example 3.5
                 */
                alertsPerWeek: number
                /**
                 * @description Known incidents that raised an alert
                 * @example 3
                 */
                caught: number
                /**
                 * @description Known incidents in the period that raised none
                 * @example 3
                 */
                missed: number
                /**
                 * @description Known incidents and traps outside the period
                 * @example 3
                 */
                outside: number
                /**
                 * @description Planned events that raised an alert
                 * @example 3
                 */
                trapsAlerted: number
                /**
                 * @description Alerts rated noise or expected that came again
                 * @example 3
                 */
                noise: number
                /**
                 * @description Alerts of a single report of a hazard that are no known incident; not counted as false
                 * @example 3
                 */
                hazardReports: number
                /**
                 * @description Other alerts that caught no known incident
                 * @example 3
                 */
                falseAlerts: number
                /**
                 * @description Median minutes from the start of an incident to its alert
                 * @example 18
                 */
                medianDelayMinutes: number | null
                /**
                 * @description Median minutes from the onset to the alert, of all alerts
                 * @example 18
                 */
                medianMinutesFromOnset: number | null
                /** @description Alerts by the week in which they opened */
                byWeek: {
                  /**
                   * @description The Monday (UTC) it begins with, as 2026-10-05
                   * @example 2026-11-23
                   */
                  week: string
                  /** @description Alerts by owning department */
                  departments: {
                    [key: string]: number
                  }
                }[]
                /** @description In order of opening, at most 1,000, those that the caller sees */
                listedAlerts: {
                  /**
                   * Format: date-time
                   * @description When it opened
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  openedAt: string
                  /**
                   * @description What kind of alert it is
                   * @enum {unknown}
                   */
                  kind: 'spike' | 'shift' | 'drop' | 'hazard'
                  /**
                   * @description Its title
                   * @example Parcel late
                   */
                  title: string
                  /**
                   * @description The first one owns it, the others watch
                   * @example [
                   *       "logistics",
                   *       "support"
                   *     ]
                   */
                  departments: string[]
                  /**
                   * @description How bad it is
                   * @enum {unknown}
                   */
                  severity: 'low' | 'medium' | 'high' | 'critical'
                  /**
                   * @description Mentions in the window when it opened
                   * @example 3
                   */
                  observed: number
                  /**
                   * @description Expected mentions in the window
                   * @example 2.4
                   */
                  expected: number
                  /**
                   * @description Length of the window in minutes
                   * @example 60
                   */
                  windowMinutes: number
                  /**
                   * @description caught: a known incident. trap: a planned event. noise: rated noise or expected. unjudged: nothing is known
                   * @enum {unknown}
                   */
                  outcome: 'caught' | 'trap' | 'noise' | 'unjudged'
                  /**
                   * @description What it caught, or what raised it
                   * @example Klarpay outage
                   */
                  incident: string | null
                }[]
                /** @description Those that the caller sees */
                incidents: {
                  /**
                   * @description Its name
                   * @example Klarpay outage
                   */
                  name: string
                  /**
                   * @description The department that it concerns, by id
                   * @example support
                   */
                  department: string
                  /**
                   * @description Only an incident should raise an alert
                   * @enum {unknown}
                   */
                  kind: 'incident' | 'trap' | 'noise'
                  /**
                   * Format: date-time
                   * @description When it began
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  startsAt: string
                  /** @description Whether it began before or after the replayed period */
                  isOutside: boolean
                  /**
                   * @description When the first alert about it was notified; null: never
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  caughtAt: string | null
                  /**
                   * @description The title of that alert
                   * @example Parcel late · Nordfracht
                   */
                  title: string | null
                  /**
                   * @description Minutes from its start to the alert
                   * @example 18
                   */
                  delayMinutes: number | null
                }[]
              }
              /** @description What differs between them */
              changes: {
                /**
                 * @description Incidents that only the tried settings catch
                 * @example [
                 *       "Klarpay outage"
                 *     ]
                 */
                caughtToo: string[]
                /**
                 * @description Incidents that only the settings in force catch
                 * @example [
                 *       "Klarpay outage"
                 *     ]
                 */
                missedThen: string[]
                /** @description Alerts that only the tried settings open */
                appear: {
                  /**
                   * Format: date-time
                   * @description When it opened
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  openedAt: string
                  /**
                   * @description What kind of alert it is
                   * @enum {unknown}
                   */
                  kind: 'spike' | 'shift' | 'drop' | 'hazard'
                  /**
                   * @description Its title
                   * @example Parcel late
                   */
                  title: string
                  /**
                   * @description The first one owns it, the others watch
                   * @example [
                   *       "logistics",
                   *       "support"
                   *     ]
                   */
                  departments: string[]
                  /**
                   * @description How bad it is
                   * @enum {unknown}
                   */
                  severity: 'low' | 'medium' | 'high' | 'critical'
                  /**
                   * @description Mentions in the window when it opened
                   * @example 3
                   */
                  observed: number
                  /**
                   * @description Expected mentions in the window
                   * @example 2.4
                   */
                  expected: number
                  /**
                   * @description Length of the window in minutes
                   * @example 60
                   */
                  windowMinutes: number
                  /**
                   * @description caught: a known incident. trap: a planned event. noise: rated noise or expected. unjudged: nothing is known
                   * @enum {unknown}
                   */
                  outcome: 'caught' | 'trap' | 'noise' | 'unjudged'
                  /**
                   * @description What it caught, or what raised it
                   * @example Klarpay outage
                   */
                  incident: string | null
                }[]
                /** @description Alerts that only the settings in force open */
                disappear: {
                  /**
                   * Format: date-time
                   * @description When it opened
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  openedAt: string
                  /**
                   * @description What kind of alert it is
                   * @enum {unknown}
                   */
                  kind: 'spike' | 'shift' | 'drop' | 'hazard'
                  /**
                   * @description Its title
                   * @example Parcel late
                   */
                  title: string
                  /**
                   * @description The first one owns it, the others watch
                   * @example [
                   *       "logistics",
                   *       "support"
                   *     ]
                   */
                  departments: string[]
                  /**
                   * @description How bad it is
                   * @enum {unknown}
                   */
                  severity: 'low' | 'medium' | 'high' | 'critical'
                  /**
                   * @description Mentions in the window when it opened
                   * @example 3
                   */
                  observed: number
                  /**
                   * @description Expected mentions in the window
                   * @example 2.4
                   */
                  expected: number
                  /**
                   * @description Length of the window in minutes
                   * @example 60
                   */
                  windowMinutes: number
                  /**
                   * @description caught: a known incident. trap: a planned event. noise: rated noise or expected. unjudged: nothing is known
                   * @enum {unknown}
                   */
                  outcome: 'caught' | 'trap' | 'noise' | 'unjudged'
                  /**
                   * @description What it caught, or what raised it
                   * @example Klarpay outage
                   */
                  incident: string | null
                }[]
              }
              /**
               * @description Lines of the configuration (YAML) that put the tried settings in force; empty: they are in force
               * @example gates:
               *       mentions: 8
               */
              configuration: string
              /** @description Stricter settings that still catch every incident that those in force catch, confirmed by a replay; null: none found, or not looked for */
              suggestion: {
                /** @description The suggested settings */
                settings: {
                  /** @description How many false alarms are accepted */
                  alarmBudget: {
                    /**
                     * @description False alarms that a department accepts in a week
                     * @example 1
                     */
                    perDepartmentPerWeek: number
                  }
                  /** @description What a spike must have */
                  gates: {
                    /**
                     * @description Least number of mentions in a spike
                     * @example 10
                     */
                    mentions: number
                    /**
                     * @description Least number of distinct authors in a spike
                     * @example 5
                     */
                    authors: number
                    /**
                     * @description Least number of distinct texts in a spike
                     * @example 4
                     */
                    texts: number
                    /**
                     * @description Least ratio of the observed to the expected count
                     * @example 2
                     */
                    ratio: number
                  }
                }
                /**
                 * @description Alerts opened in a week, on average
                 * @example 3.5
                 */
                alertsPerWeek: number
                /**
                 * @description Alerts that would catch no known incident
                 * @example 3
                 */
                falseAlerts: number
                /**
                 * @description Lines of the configuration (YAML) that put it in force
                 * @example gates:
                 *       mentions: 8
                 */
                configuration: string
              } | null
            } | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  cancelBacktest: {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the backtest
         * @example 6a1f0c9e
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * @description Id of the backtest
             * @example 6a1f0c9e
             */
            id: string
            /**
             * @description Where it stands
             * @enum {unknown}
             */
            state: 'running' | 'done' | 'failed' | 'cancelled'
            /**
             * @description Who asked for it
             * @example mara
             */
            by: string
            /**
             * Format: date-time
             * @description When somebody asked for it
             * @example 2026-11-30T14:05:00.000Z
             */
            requestedAt: string
            /**
             * Format: date-time
             * @description When its state or progress changed last
             * @example 2026-11-30T14:05:00.000Z
             */
            updatedAt: string
            /**
             * @description Weeks it was asked to replay; fewer where less is stored
             * @example 12
             */
            weeks: number
            /** @description The settings that decide when an alert opens */
            settings: {
              /** @description How many false alarms are accepted */
              alarmBudget: {
                /**
                 * @description False alarms that a department accepts in a week
                 * @example 1
                 */
                perDepartmentPerWeek: number
              }
              /** @description What a spike must have */
              gates: {
                /**
                 * @description Least number of mentions in a spike
                 * @example 10
                 */
                mentions: number
                /**
                 * @description Least number of distinct authors in a spike
                 * @example 5
                 */
                authors: number
                /**
                 * @description Least number of distinct texts in a spike
                 * @example 4
                 */
                texts: number
                /**
                 * @description Least ratio of the observed to the expected count
                 * @example 2
                 */
                ratio: number
              }
            }
            /** @description Whether stricter settings are looked for */
            suggests: boolean
            /**
             * @description Share of the work that is done, 0 to 1
             * @example 0.4
             */
            progress: number
            /**
             * @description Time in the period that the replay has reached
             * @example 2026-11-30T14:05:00.000Z
             */
            replayingAt: string | null
            /**
             * @description Why it failed or was cancelled
             * @example there is no topic delivery.lost
             */
            reason: string | null
            /** @description null until it is done; lists leave it out */
            result: {
              /**
               * Format: date-time
               * @description Start of the replayed period
               * @example 2026-11-30T14:05:00.000Z
               */
              from: string
              /**
               * Format: date-time
               * @description End of the replayed period
               * @example 2026-11-30T14:05:00.000Z
               */
              to: string
              /**
               * Format: date-time
               * @description Since when the baseline learns
               * @example 2026-11-30T14:05:00.000Z
               */
              learntFrom: string
              /**
               * @description Evaluations in the period
               * @example 3
               */
              evaluations: number
              /** @description With the settings in force */
              inForce: {
                /** @description The settings that decide when an alert opens */
                settings: {
                  /** @description How many false alarms are accepted */
                  alarmBudget: {
                    /**
                     * @description False alarms that a department accepts in a week
                     * @example 1
                     */
                    perDepartmentPerWeek: number
                  }
                  /** @description What a spike must have */
                  gates: {
                    /**
                     * @description Least number of mentions in a spike
                     * @example 10
                     */
                    mentions: number
                    /**
                     * @description Least number of distinct authors in a spike
                     * @example 5
                     */
                    authors: number
                    /**
                     * @description Least number of distinct texts in a spike
                     * @example 4
                     */
                    texts: number
                    /**
                     * @description Least ratio of the observed to the expected count
                     * @example 2
                     */
                    ratio: number
                  }
                }
                /**
                 * @description Alerts opened
                 * @example 3
                 */
                alerts: number
                /**
                 * @description Alerts opened in a week, on average
                 * @example 3.5
                 */
                alertsPerWeek: number
                /**
                 * @description Known incidents that raised an alert
                 * @example 3
                 */
                caught: number
                /**
                 * @description Known incidents in the period that raised none
                 * @example 3
                 */
                missed: number
                /**
                 * @description Known incidents and traps outside the period
                 * @example 3
                 */
                outside: number
                /**
                 * @description Planned events that raised an alert
                 * @example 3
                 */
                trapsAlerted: number
                /**
                 * @description Alerts rated noise or expected that came again
                 * @example 3
                 */
                noise: number
                /**
                 * @description Alerts of a single report of a hazard that are no known incident; not counted as false
                 * @example 3
                 */
                hazardReports: number
                /**
                 * @description Other alerts that caught no known incident
                 * @example 3
                 */
                falseAlerts: number
                /**
                 * @description Median minutes from the start of an incident to its alert
                 * @example 18
                 */
                medianDelayMinutes: number | null
                /**
                 * @description Median minutes from the onset to the alert, of all alerts
                 * @example 18
                 */
                medianMinutesFromOnset: number | null
                /** @description Alerts by the week in which they opened */
                byWeek: {
                  /**
                   * @description The Monday (UTC) it begins with, as 2026-10-05
                   * @example 2026-11-23
                   */
                  week: string
                  /** @description Alerts by owning department */
                  departments: {
                    [key: string]: number
                  }
                }[]
                /** @description In order of opening, at most 1,000, those that the caller sees */
                listedAlerts: {
                  /**
                   * Format: date-time
                   * @description When it opened
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  openedAt: string
                  /**
                   * @description What kind of alert it is
                   * @enum {unknown}
                   */
                  kind: 'spike' | 'shift' | 'drop' | 'hazard'
                  /**
                   * @description Its title
                   * @example Parcel late
                   */
                  title: string
                  /**
                   * @description The first one owns it, the others watch
                   * @example [
                   *       "logistics",
                   *       "support"
                   *     ]
                   */
                  departments: string[]
                  /**
                   * @description How bad it is
                   * @enum {unknown}
                   */
                  severity: 'low' | 'medium' | 'high' | 'critical'
                  /**
                   * @description Mentions in the window when it opened
                   * @example 3
                   */
                  observed: number
                  /**
                   * @description Expected mentions in the window
                   * @example 2.4
                   */
                  expected: number
                  /**
                   * @description Length of the window in minutes
                   * @example 60
                   */
                  windowMinutes: number
                  /**
                   * @description caught: a known incident. trap: a planned event. noise: rated noise or expected. unjudged: nothing is known
                   * @enum {unknown}
                   */
                  outcome: 'caught' | 'trap' | 'noise' | 'unjudged'
                  /**
                   * @description What it caught, or what raised it
                   * @example Klarpay outage
                   */
                  incident: string | null
                }[]
                /** @description Those that the caller sees */
                incidents: {
                  /**
                   * @description Its name
                   * @example Klarpay outage
                   */
                  name: string
                  /**
                   * @description The department that it concerns, by id
                   * @example support
                   */
                  department: string
                  /**
                   * @description Only an incident should raise an alert
                   * @enum {unknown}
                   */
                  kind: 'incident' | 'trap' | 'noise'
                  /**
                   * Format: date-time
                   * @description When it began
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  startsAt: string
                  /** @description Whether it began before or after the replayed period */
                  isOutside: boolean
                  /**
                   * @description When the first alert about it was notified; null: never
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  caughtAt: string | null
                  /**
                   * @description The title of that alert
                   * @example Parcel late · Nordfracht
                   */
                  title: string | null
                  /**
                   * @description Minutes from its start to the alert
                   * @example 18
                   */
                  delayMinutes: number | null
                }[]
              }
              /** @description With the tried settings */
              tried: {
                /** @description The settings that decide when an alert opens */
                settings: {
                  /** @description How many false alarms are accepted */
                  alarmBudget: {
                    /**
                     * @description False alarms that a department accepts in a week
                     * @example 1
                     */
                    perDepartmentPerWeek: number
                  }
                  /** @description What a spike must have */
                  gates: {
                    /**
                     * @description Least number of mentions in a spike
                     * @example 10
                     */
                    mentions: number
                    /**
                     * @description Least number of distinct authors in a spike
                     * @example 5
                     */
                    authors: number
                    /**
                     * @description Least number of distinct texts in a spike
                     * @example 4
                     */
                    texts: number
                    /**
                     * @description Least ratio of the observed to the expected count
                     * @example 2
                     */
                    ratio: number
                  }
                }
                /**
                 * @description Alerts opened
                 * @example 3
                 */
                alerts: number
                /**
                 * @description Alerts opened in a week, on average
                 * @example 3.5
                 */
                alertsPerWeek: number
                /**
                 * @description Known incidents that raised an alert
                 * @example 3
                 */
                caught: number
                /**
                 * @description Known incidents in the period that raised none
                 * @example 3
                 */
                missed: number
                /**
                 * @description Known incidents and traps outside the period
                 * @example 3
                 */
                outside: number
                /**
                 * @description Planned events that raised an alert
                 * @example 3
                 */
                trapsAlerted: number
                /**
                 * @description Alerts rated noise or expected that came again
                 * @example 3
                 */
                noise: number
                /**
                 * @description Alerts of a single report of a hazard that are no known incident; not counted as false
                 * @example 3
                 */
                hazardReports: number
                /**
                 * @description Other alerts that caught no known incident
                 * @example 3
                 */
                falseAlerts: number
                /**
                 * @description Median minutes from the start of an incident to its alert
                 * @example 18
                 */
                medianDelayMinutes: number | null
                /**
                 * @description Median minutes from the onset to the alert, of all alerts
                 * @example 18
                 */
                medianMinutesFromOnset: number | null
                /** @description Alerts by the week in which they opened */
                byWeek: {
                  /**
                   * @description The Monday (UTC) it begins with, as 2026-10-05
                   * @example 2026-11-23
                   */
                  week: string
                  /** @description Alerts by owning department */
                  departments: {
                    [key: string]: number
                  }
                }[]
                /** @description In order of opening, at most 1,000, those that the caller sees */
                listedAlerts: {
                  /**
                   * Format: date-time
                   * @description When it opened
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  openedAt: string
                  /**
                   * @description What kind of alert it is
                   * @enum {unknown}
                   */
                  kind: 'spike' | 'shift' | 'drop' | 'hazard'
                  /**
                   * @description Its title
                   * @example Parcel late
                   */
                  title: string
                  /**
                   * @description The first one owns it, the others watch
                   * @example [
                   *       "logistics",
                   *       "support"
                   *     ]
                   */
                  departments: string[]
                  /**
                   * @description How bad it is
                   * @enum {unknown}
                   */
                  severity: 'low' | 'medium' | 'high' | 'critical'
                  /**
                   * @description Mentions in the window when it opened
                   * @example 3
                   */
                  observed: number
                  /**
                   * @description Expected mentions in the window
                   * @example 2.4
                   */
                  expected: number
                  /**
                   * @description Length of the window in minutes
                   * @example 60
                   */
                  windowMinutes: number
                  /**
                   * @description caught: a known incident. trap: a planned event. noise: rated noise or expected. unjudged: nothing is known
                   * @enum {unknown}
                   */
                  outcome: 'caught' | 'trap' | 'noise' | 'unjudged'
                  /**
                   * @description What it caught, or what raised it
                   * @example Klarpay outage
                   */
                  incident: string | null
                }[]
                /** @description Those that the caller sees */
                incidents: {
                  /**
                   * @description Its name
                   * @example Klarpay outage
                   */
                  name: string
                  /**
                   * @description The department that it concerns, by id
                   * @example support
                   */
                  department: string
                  /**
                   * @description Only an incident should raise an alert
                   * @enum {unknown}
                   */
                  kind: 'incident' | 'trap' | 'noise'
                  /**
                   * Format: date-time
                   * @description When it began
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  startsAt: string
                  /** @description Whether it began before or after the replayed period */
                  isOutside: boolean
                  /**
                   * @description When the first alert about it was notified; null: never
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  caughtAt: string | null
                  /**
                   * @description The title of that alert
                   * @example Parcel late · Nordfracht
                   */
                  title: string | null
                  /**
                   * @description Minutes from its start to the alert
                   * @example 18
                   */
                  delayMinutes: number | null
                }[]
              }
              /** @description What differs between them */
              changes: {
                /**
                 * @description Incidents that only the tried settings catch
                 * @example [
                 *       "Klarpay outage"
                 *     ]
                 */
                caughtToo: string[]
                /**
                 * @description Incidents that only the settings in force catch
                 * @example [
                 *       "Klarpay outage"
                 *     ]
                 */
                missedThen: string[]
                /** @description Alerts that only the tried settings open */
                appear: {
                  /**
                   * Format: date-time
                   * @description When it opened
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  openedAt: string
                  /**
                   * @description What kind of alert it is
                   * @enum {unknown}
                   */
                  kind: 'spike' | 'shift' | 'drop' | 'hazard'
                  /**
                   * @description Its title
                   * @example Parcel late
                   */
                  title: string
                  /**
                   * @description The first one owns it, the others watch
                   * @example [
                   *       "logistics",
                   *       "support"
                   *     ]
                   */
                  departments: string[]
                  /**
                   * @description How bad it is
                   * @enum {unknown}
                   */
                  severity: 'low' | 'medium' | 'high' | 'critical'
                  /**
                   * @description Mentions in the window when it opened
                   * @example 3
                   */
                  observed: number
                  /**
                   * @description Expected mentions in the window
                   * @example 2.4
                   */
                  expected: number
                  /**
                   * @description Length of the window in minutes
                   * @example 60
                   */
                  windowMinutes: number
                  /**
                   * @description caught: a known incident. trap: a planned event. noise: rated noise or expected. unjudged: nothing is known
                   * @enum {unknown}
                   */
                  outcome: 'caught' | 'trap' | 'noise' | 'unjudged'
                  /**
                   * @description What it caught, or what raised it
                   * @example Klarpay outage
                   */
                  incident: string | null
                }[]
                /** @description Alerts that only the settings in force open */
                disappear: {
                  /**
                   * Format: date-time
                   * @description When it opened
                   * @example 2026-11-30T14:05:00.000Z
                   */
                  openedAt: string
                  /**
                   * @description What kind of alert it is
                   * @enum {unknown}
                   */
                  kind: 'spike' | 'shift' | 'drop' | 'hazard'
                  /**
                   * @description Its title
                   * @example Parcel late
                   */
                  title: string
                  /**
                   * @description The first one owns it, the others watch
                   * @example [
                   *       "logistics",
                   *       "support"
                   *     ]
                   */
                  departments: string[]
                  /**
                   * @description How bad it is
                   * @enum {unknown}
                   */
                  severity: 'low' | 'medium' | 'high' | 'critical'
                  /**
                   * @description Mentions in the window when it opened
                   * @example 3
                   */
                  observed: number
                  /**
                   * @description Expected mentions in the window
                   * @example 2.4
                   */
                  expected: number
                  /**
                   * @description Length of the window in minutes
                   * @example 60
                   */
                  windowMinutes: number
                  /**
                   * @description caught: a known incident. trap: a planned event. noise: rated noise or expected. unjudged: nothing is known
                   * @enum {unknown}
                   */
                  outcome: 'caught' | 'trap' | 'noise' | 'unjudged'
                  /**
                   * @description What it caught, or what raised it
                   * @example Klarpay outage
                   */
                  incident: string | null
                }[]
              }
              /**
               * @description Lines of the configuration (YAML) that put the tried settings in force; empty: they are in force
               * @example gates:
               *       mentions: 8
               */
              configuration: string
              /** @description Stricter settings that still catch every incident that those in force catch, confirmed by a replay; null: none found, or not looked for */
              suggestion: {
                /** @description The suggested settings */
                settings: {
                  /** @description How many false alarms are accepted */
                  alarmBudget: {
                    /**
                     * @description False alarms that a department accepts in a week
                     * @example 1
                     */
                    perDepartmentPerWeek: number
                  }
                  /** @description What a spike must have */
                  gates: {
                    /**
                     * @description Least number of mentions in a spike
                     * @example 10
                     */
                    mentions: number
                    /**
                     * @description Least number of distinct authors in a spike
                     * @example 5
                     */
                    authors: number
                    /**
                     * @description Least number of distinct texts in a spike
                     * @example 4
                     */
                    texts: number
                    /**
                     * @description Least ratio of the observed to the expected count
                     * @example 2
                     */
                    ratio: number
                  }
                }
                /**
                 * @description Alerts opened in a week, on average
                 * @example 3.5
                 */
                alertsPerWeek: number
                /**
                 * @description Alerts that would catch no known incident
                 * @example 3
                 */
                falseAlerts: number
                /**
                 * @description Lines of the configuration (YAML) that put it in force
                 * @example gates:
                 *       mentions: 8
                 */
                configuration: string
              } | null
            } | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listenToEvents: {
    parameters: {
      query?: never
      header?: {
        /**
         * @description Id of the last event that was received
         * @example 1796047500000
         */
        'last-event-id'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description A stream that does not end */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/event-stream': string
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  listKeys: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description All keys */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description The items of this page */
            items: {
              /**
               * @description Id of the key: the part of it that is no secret
               * @example 3f9a1c0b77de
               */
              id: string
              /**
               * @description Whom it identifies, by id
               * @example mara
               */
              person: string
              /**
               * @description read; write: also changes; admin: everything
               * @enum {unknown}
               */
              scope: 'read' | 'write' | 'admin'
              /**
               * @description The only department that it shows; null: all of the person
               * @example logistics
               */
              department: string | null
              /**
               * Format: date-time
               * @description When it was created
               * @example 2026-11-30T14:05:00.000Z
               */
              createdAt: string
              /**
               * @description When it expires; null: never
               * @example 2026-11-30T14:05:00.000Z
               */
              expiresAt: string | null
              /**
               * @description When it was last used, to a minute; null: never
               * @example 2026-11-30T14:05:00.000Z
               */
              lastUsedAt: string | null
              /**
               * @description When it was revoked; null: it is not
               * @example 2026-11-30T14:05:00.000Z
               */
              revokedAt: string | null
            }[]
            /**
             * @description Send it as `cursor` for the next page; null: this is the last one
             * @example eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0
             */
            nextCursor: string | null
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  callMcp: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** @description A JSON-RPC message */
    requestBody: {
      content: {
        /**
         * @example {
         *       "jsonrpc": "2.0",
         *       "id": 1,
         *       "method": "tools/list"
         *     }
         */
        'application/json': unknown
      }
    }
    responses: {
      /** @description The JSON-RPC answer */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': unknown
        }
      }
      /** @description A notification has no answer */
      202: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  uploadCompanyEvents: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'text/csv': unknown
      }
    }
    responses: {
      /** @description Default Response */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * @description Events that were saved
             * @example 12
             */
            saved: number
            /**
             * @description Rows that were not saved, each as a sentence with its line in the file; at most 100 that cannot be read
             * @example [
             *       "Line 3: no name"
             *     ]
             */
            faults: string[]
          }
        }
      }
      400: components['responses']['Problem400']
      401: components['responses']['Problem401']
      403: components['responses']['Problem403']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
  receiveWebhook: {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Name of the source
         * @example helpdesk
         */
        source: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description What was received */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /**
             * @description Mentions that are durable now
             * @example 12
             */
            accepted: number
            /**
             * @description Items that were refused for good
             * @example 1
             */
            rejected: number
            /**
             * @description The first rejected items, each as a sentence
             * @example [
             *       "items[3] has no text"
             *     ]
             */
            errors: string[]
          }
        }
      }
      400: components['responses']['Problem400']
      404: components['responses']['Problem404']
      409: components['responses']['Problem409']
      429: components['responses']['Problem429']
      500: components['responses']['Problem500']
      503: components['responses']['Problem503']
      '4XX': components['responses']['Problem4XX']
      '5XX': components['responses']['Problem5XX']
    }
  }
}
