// Every type of source, one line each. registry.ts derives the configuration's schemas and the factories from it.
export { demoSource } from './demo.ts'
export { feedSource } from './feed.ts'
export { fileSource } from './file.ts'
export { webhookSource } from './webhook.ts'
