import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { validate as deployment } from 'kubernetes-models/_schemas/IoK8sApiAppsV1Deployment'
import { validate as scaler } from 'kubernetes-models/_schemas/IoK8sApiAutoscalingV2HorizontalPodAutoscaler'
import { validate as configMap } from 'kubernetes-models/_schemas/IoK8sApiCoreV1ConfigMap'
import { validate as secret } from 'kubernetes-models/_schemas/IoK8sApiCoreV1Secret'
import { validate as service } from 'kubernetes-models/_schemas/IoK8sApiCoreV1Service'
import { validate as ingress } from 'kubernetes-models/_schemas/IoK8sApiNetworkingV1Ingress'
import { validate as networkPolicy } from 'kubernetes-models/_schemas/IoK8sApiNetworkingV1NetworkPolicy'
import { validate as disruptionBudget } from 'kubernetes-models/_schemas/IoK8sApiPolicyV1PodDisruptionBudget'
import { afterAll, describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { readConfig } from '../app/config.ts'
import { stages } from '../app/stages.ts'

const chart = join(import.meta.dirname, '..', 'infra', 'deploy', 'helm', 'groundswell')
const folder = mkdtempSync(join(tmpdir(), 'groundswell-helm-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** `go install helm.sh/helm/v3/cmd/helm@v3.22.0` */
const hasHelm = (() => {
  try {
    execFileSync('helm', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()
const unless = hasHelm ? '' : ' (skipped: helm is not on this machine)'

interface Manifest {
  apiVersion: string
  kind: string
  metadata: { name: string; labels: Record<string, string> }
  data?: Record<string, string>
  stringData?: Record<string, string>
  spec: Record<string, unknown> & { template: { spec: Pod }; selector: Selector }
}
interface Selector {
  matchLabels: Record<string, string>
}
interface Pod {
  enableServiceLinks: boolean
  automountServiceAccountToken: boolean
  securityContext: { runAsNonRoot: boolean }
  initContainers?: Container[]
  containers: Container[]
  volumes: { name: string }[]
}
interface Container {
  name: string
  image: string
  args: string[]
  env: { name: string; value: string }[]
  securityContext: object
  resources: { requests: object; limits: object }
  volumeMounts: { name: string; mountPath: string }[]
  ports: { name: string; containerPort: number }[]
  startupProbe: object
  livenessProbe: object
  readinessProbe?: object
}

/** The schemas of the Kubernetes API, compiled. */
const schemas: Record<string, ((data: unknown) => boolean) & { errors?: { instancePath: string; params: object }[] }> =
  {
    'v1 ConfigMap': configMap,
    'v1 Secret': secret,
    'v1 Service': service,
    'apps/v1 Deployment': deployment,
    'autoscaling/v2 HorizontalPodAutoscaler': scaler,
    'networking.k8s.io/v1 Ingress': ingress,
    'networking.k8s.io/v1 NetworkPolicy': networkPolicy,
    'policy/v1 PodDisruptionBudget': disruptionBudget,
  }

/** What the API would refuse: faults against the schema, and fields that do not exist, which are those that the schema never reads. */
function faultsOf(manifest: Manifest): string[] {
  const { apiVersion, kind, metadata } = manifest
  const validate = schemas[`${apiVersion} ${kind}`]
  if (!validate) return [`there is no schema for ${apiVersion} ${kind}`]
  const read = new Set<string>()
  const faults = validate(watched(manifest, '', read)) ? [] : (validate.errors ?? [])
  return [
    ...faults.map(({ instancePath, params }) => `${instancePath} ${JSON.stringify(params)}`),
    ...pathsOf(manifest, '')
      .filter((path) => !read.has(path))
      .map((path) => `${path} is unknown`),
  ].map((fault) => `${kind} ${metadata.name}: ${fault}`)
}

/** The same value, which notes the path of every field that is read. */
function watched<T extends object>(value: T, path: string, read: Set<string>): T {
  return new Proxy(value, {
    get(target, key) {
      const found: unknown = Reflect.get(target, key)
      if (typeof key !== 'string') return found
      read.add(`${path}/${key}`)
      return typeof found === 'object' && found !== null ? watched(found, `${path}/${key}`, read) : found
    },
  })
}

const pathsOf = (value: unknown, path: string): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [`${path}/${key}`, ...pathsOf(inner, `${path}/${key}`)])
    : []

const helm = (...args: string[]) => execFileSync('helm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
function render(...args: string[]): Manifest[] {
  const documents = parseAllDocuments(
    helm('template', 'groundswell', chart, ...kubernetes, '--namespace', 'feedback', ...args),
  )
  if ('empty' in documents) return []
  return documents.map((document) => document.toJS() as Manifest | null).filter((manifest) => manifest !== null)
}
const fault = (...args: string[]): string => {
  try {
    helm('template', 'groundswell', chart, ...kubernetes, ...args)
    return 'none'
  } catch (error) {
    return String((error as { stderr: unknown }).stderr)
  }
}

/** A helm that was not built for a release assumes 1.20. */
const kubernetes = ['--kube-version', '1.34.0']
const full = ['-f', join(chart, 'ci', 'full-values.yaml')]
const kindsOf = (manifests: readonly Manifest[]) => new Set(manifests.map(({ kind }) => kind))
const ofKind = (manifests: readonly Manifest[], kind: string) => manifests.filter((each) => each.kind === kind)

it('the check of manifests finds a wrong type, a missing field and one that does not exist', () => {
  const manifestOf = (spec: object) =>
    ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x', labels: {} }, spec }) as unknown as Manifest
  const template = { metadata: {}, spec: { containers: [{ name: 'c', image: 'i' }] } }
  const good = { replicas: 1, selector: { matchLabels: { a: 'b' } }, template }
  expect(faultsOf(manifestOf(good))).toEqual([])
  expect(faultsOf(manifestOf({ ...good, replicas: 'two' }))).toHaveLength(1)
  expect(faultsOf(manifestOf({ replicas: 1, template }))).toHaveLength(1)
  const withUser = { ...template, spec: { ...template.spec, user: 1000 } }
  expect(faultsOf(manifestOf({ ...good, template: withUser }))).toEqual([
    'Deployment x: /spec/template/spec/user is unknown',
  ])
})

describe.skipIf(!hasHelm)(`the chart${unless}`, () => {
  it('has no lint', () => {
    expect(helm('lint', '--strict', chart)).toContain('0 chart(s) failed')
    expect(helm('lint', '--strict', chart, ...full)).toContain('0 chart(s) failed')
  })

  it('renders the necessary by default, and everything when asked', () => {
    expect(kindsOf(render())).toEqual(new Set(['ConfigMap', 'Deployment', 'PodDisruptionBudget', 'Service']))
    expect(kindsOf(render(...full))).toEqual(
      new Set([
        'ConfigMap',
        'Secret',
        'Deployment',
        'PodDisruptionBudget',
        'Service',
        'HorizontalPodAutoscaler',
        'Ingress',
        'NetworkPolicy',
        'ServiceMonitor',
      ]),
    )
  })

  describe.each([
    ['default', []],
    ['full', full],
  ])('with %s values', (_, values) => {
    const manifests = hasHelm ? render(...values) : []
    const pods = ofKind(manifests, 'Deployment').map(({ spec }) => spec.template.spec)
    const containers = pods.flatMap((pod) => [...(pod.initContainers ?? []), ...pod.containers])

    it('has only what the schemas of Kubernetes accept', () => {
      expect(manifests.filter(({ kind }) => kind !== 'ServiceMonitor').flatMap(faultsOf)).toEqual([])
    })

    it('has a Deployment for each stage, whose selector finds its own pods only', () => {
      expect(pods.flatMap((pod) => pod.containers.map(({ args }) => args[2]))).toEqual([...stages])
      const selectors = ofKind(manifests, 'Deployment').map(({ spec }) => JSON.stringify(spec.selector.matchLabels))
      expect(new Set(selectors).size).toBe(stages.length)
      const names = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`)
      expect(new Set(names).size).toBe(names.length)
    })

    it('runs no root, in read-only images, with limits and probes', () => {
      for (const pod of pods)
        expect(pod).toMatchObject({
          enableServiceLinks: false,
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        })
      for (const { securityContext, resources, image } of containers) {
        expect(securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        })
        expect(resources).toMatchObject({ requests: { memory: expect.any(String) }, limits: expect.any(Object) })
        expect(image).toMatch(/groundswell:\d+\.\d+\.\d+$/)
      }
      for (const { startupProbe, livenessProbe } of pods.flatMap((pod) => pod.containers))
        expect([startupProbe, livenessProbe]).toEqual([
          expect.objectContaining({ httpGet: { path: '/healthz', port: 'http' } }),
          expect.objectContaining({ httpGet: { path: '/healthz', port: 'http' } }),
        ])
    })

    it('gives every pod the same secret, data and files', () => {
      const mounted = containers.map(({ volumeMounts }) => volumeMounts.map(({ mountPath }) => mountPath))
      for (const paths of mounted) expect(paths).toEqual(['/data', '/data/author-secret', '/etc/groundswell', '/tmp'])
      expect(new Set(pods.map(({ volumes }) => JSON.stringify(volumes))).size).toBe(1)
    })

    it('sets only what the configuration knows, and its configuration is accepted', () => {
      const [map] = ofKind(manifests, 'ConfigMap')
      for (const [name, content] of Object.entries(map!.data!)) writeFileSync(join(folder, name), content)
      const secret = ofKind(manifests, 'Secret')[0]?.stringData ?? {}
      const variables = Object.fromEntries(Object.entries(secret).filter(([name]) => !name.includes('-')))
      for (const { env } of containers) {
        const environment = Object.fromEntries(env.map(({ name, value }) => [name, value]))
        const needed = { HELPDESK_SECRET: 'change-me-to-something-long' }
        const config = readConfig(join(folder, 'groundswell.yaml'), { ...needed, ...variables, ...environment })
        expect(config).toMatchObject({ data: '/data', probes: { port: 9464 }, api: { port: 8080 } })
        expect(config.sources).toMatchObject([{ type: 'webhook' }])
      }
    })
  })

  it('scales enrich by its lag instead of a fixed number', () => {
    const manifests = render(...full)
    const [scaler] = ofKind(manifests, 'HorizontalPodAutoscaler')
    expect(scaler!.spec).toMatchObject({
      scaleTargetRef: { kind: 'Deployment', name: 'groundswell-enrich' },
      minReplicas: 2,
      maxReplicas: 8,
      metrics: [
        {
          external: {
            metric: { name: 'groundswell_stage_lag', selector: { matchLabels: { stage: 'enrich' } } },
            target: { averageValue: '5000' },
          },
        },
      ],
    })
    const withReplicas = ofKind(manifests, 'Deployment').filter(({ spec }) => 'replicas' in spec)
    expect(withReplicas.map(({ metadata }) => metadata.name)).not.toContain('groundswell-enrich')
  })

  it('lets the Prometheus operator find every pod, under the job that the rules name', () => {
    const [monitor] = ofKind(render(...full), 'ServiceMonitor')
    const labels = { 'app.kubernetes.io/name': 'groundswell', 'app.kubernetes.io/instance': 'groundswell' }
    expect(monitor).toMatchObject({
      apiVersion: 'monitoring.coreos.com/v1',
      metadata: { labels: { release: 'prometheus' } },
    })
    expect(monitor!.spec).toEqual({
      jobLabel: 'app.kubernetes.io/name',
      selector: { matchLabels: { ...labels, 'app.kubernetes.io/component': 'metrics' } },
      endpoints: [{ port: 'metrics', path: '/metrics', interval: '15s' }],
    })
    const [found] = ofKind(render(...full), 'Service').filter(({ metadata }) => metadata.name.endsWith('-metrics'))
    expect(found!.spec.selector).toEqual(labels)
  })

  it('starts the pods again with another configuration', () => {
    const sums = (...args: string[]) =>
      ofKind(render(...args), 'Deployment')
        .map(({ spec }) => JSON.stringify(spec.template))
        .join()
    expect(sums('--set', 'config.timeZone=Europe/Berlin')).not.toBe(sums())
  })

  it.each([
    ['an unknown value', ['--set', 'replicas=3'], /replicas/],
    ['no source, which would be the demo', ['--set', 'config.sources=null'], /sources/],
    ['a second process that polls the sources', ['--set', 'stages.ingest.replicas=2'], /ingest/],
    ['the embedded log', ['--set', 'log=embedded'], /log/],
    ['no secret', ['--set', 'existingSecret='], /existingSecret or secret.create is required/],
    ['a short author secret', ['--set', 'secret.create=true'], /must have 32 bytes/],
  ])('refuses %s', (_, args, message) => {
    expect(fault(...args)).toMatch(message)
  })
})
