import { join } from 'node:path'

/** `plain`: without sign-in. `password`: SASL PLAIN and SCRAM. `tls`: TLS with certificates on both sides. `token`: SASL OAUTHBEARER. */
export type Listener = 'plain' | 'password' | 'tls' | 'token'
export type Ports = Record<Listener | 'controller', number>

/** What the listeners with a sign-in accept. */
export interface Secured {
  user: string
  password: string
  /** PEM files: the broker's key with its certificate, and the authority of both sides. */
  keystore: string
  authority: string
}

interface PropertiesOptions {
  folder: string
  /** Of all brokers; `at`: which of them it is. */
  ports: readonly Ports[]
  at: number
  secured: Secured | undefined
}

/** server.properties of one broker of a cluster (KRaft, every broker a controller). */
export function propertiesOf({ folder, ports, at, secured }: PropertiesOptions): string {
  const replicas = Math.min(3, ports.length)
  const { plain, controller, password, tls, token } = ports[at]!
  const listeners = [
    `PLAIN://127.0.0.1:${plain}`,
    ...(secured ? [`PASSWORD://127.0.0.1:${password}`, `TLS://127.0.0.1:${tls}`, `TOKEN://127.0.0.1:${token}`] : []),
    `CONTROLLER://127.0.0.1:${controller}`,
  ].join(',')
  return `
process.roles=broker,controller
node.id=${at + 1}
controller.quorum.voters=${ports.map((each, i) => `${i + 1}@127.0.0.1:${each.controller}`).join(',')}
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAIN
listeners=${listeners}
advertised.listeners=${listeners.replace(/,CONTROLLER:.*/, '')}
listener.security.protocol.map=PLAIN:PLAINTEXT,CONTROLLER:PLAINTEXT,PASSWORD:SASL_PLAINTEXT,TLS:SSL,TOKEN:SASL_PLAINTEXT
log.dirs=${join(folder, 'data')}
auto.create.topics.enable=false
offsets.topic.num.partitions=4
offsets.topic.replication.factor=${replicas}
transaction.state.log.replication.factor=${replicas}
transaction.state.log.min.isr=${Math.max(1, replicas - 1)}
share.coordinator.state.topic.replication.factor=${replicas}
share.coordinator.state.topic.min.isr=${Math.max(1, replicas - 1)}
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=400
${secured ? securedListeners(secured) : ''}`
}

function securedListeners({ user, password, keystore, authority }: Secured): string {
  const module = 'org.apache.kafka.common.security'
  return `
listener.name.password.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512
listener.name.password.plain.sasl.jaas.config=${module}.plain.PlainLoginModule required user_${user}="${password}";
listener.name.password.scram-sha-256.sasl.jaas.config=${module}.scram.ScramLoginModule required;
listener.name.password.scram-sha-512.sasl.jaas.config=${module}.scram.ScramLoginModule required;
listener.name.token.sasl.enabled.mechanisms=OAUTHBEARER
listener.name.token.oauthbearer.sasl.jaas.config=${module}.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";
listener.name.tls.ssl.keystore.type=PEM
listener.name.tls.ssl.keystore.location=${keystore}
listener.name.tls.ssl.truststore.type=PEM
listener.name.tls.ssl.truststore.location=${authority}
listener.name.tls.ssl.client.auth=required
`
}

/** For the tool that formats a broker's storage. SHA-512 only: a second mechanism of the same user is refused with this one alone. */
export const scramUser = ({ user, password }: Secured): string => `SCRAM-SHA-512=[name=${user},password=${password}]`
