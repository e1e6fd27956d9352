/** Lists that the dashboard shares with the server. Only modules without imports may stand behind this file: it is bundled into the pages. */
export { dimensions, type Dimension } from '../../enrich/mentions/dimensions.ts'
