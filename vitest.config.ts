import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Real servers and kill -9 belong in processes of their own, never in threads.
    pool: 'forks',
    maxWorkers: 2,
    globalSetup: ['test/global-setup.ts'],
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
