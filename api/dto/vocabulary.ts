/** Lists that the dashboard shares with the server. Export only from modules without imports, because this file is bundled into the dashboard. */
export { dimensions, type Dimension } from '../../enrich/mentions/dimensions.ts'
export { intents, sentimentLabels } from '../../enrich/labels/label-names.ts'
