import { hostname } from 'node:os'
import { expect, test } from 'vitest'
import { dashboardUrl } from '../../app/alerts.ts'

test.each([
  [{ host: '127.0.0.1', port: 8080 }, 'http://127.0.0.1:8080'],
  [{ host: '0.0.0.0', port: 8080 }, `http://${hostname()}:8080`],
  [{ host: '::', port: 9000 }, `http://${hostname()}:9000`],
  [{ host: '::1', port: 9000 }, 'http://[::1]:9000'],
  [{ host: 'alerts.example', port: 80 }, 'http://alerts.example:80'],
  [{ host: '0.0.0.0', port: 8080, url: 'https://g.example' }, 'https://g.example'],
])('links with %j count from %s', (api, url) => expect(dashboardUrl(api)).toBe(url))
