/**
 * The metrics of a gate, for Prometheus. Counts what the log says and reads the rest when it is asked. No label ever
 * carries an address: their number would be without bound, and who mails whom is nobody's business here.
 */

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

import { logEvents, type LogEventName } from '../log/events.ts'
import { spoolMetrics } from './spool-metrics.ts'
import { readinessOf, type GateState } from './state.ts'

export interface Metrics {
  /** Hears of every event of the log. */
  readonly note: (event: LogEventName, facts: Readonly<Record<string, unknown>>) => void
  /** The text that Prometheus reads, and its media type. */
  readonly text: () => Promise<string>
  readonly mediaType: string
}

/** Outcomes of mails by the event that tells of them. */
const outcomes: Partial<Record<LogEventName, string>> = {
  'mail-delivered': 'delivered',
  'mail-refused': 'refused',
  'mail-refused-by-next-hop': 'refused-by-next-hop',
  'mail-queued': 'queued',
  'mail-deferred': 'deferred',
  'mail-discarded': 'discarded',
  'mail-fault': 'fault',
}

const buckets = [0.005, 0.015, 0.05, 0.1, 0.25, 1, 5, 30, 120, 300]

/** `state`: asked at each reading. */
export function createMetrics(state: () => GateState | 'starting' | 'stopping'): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]

  const events = new Counter({
    name: 'sekisho_events_total',
    help: 'Events of the log by name. Look at the rate of those at level warn and error: floor-reached, record-failing, mail-fault, reload-failed should stay at 0.',
    labelNames: ['event'],
    registers,
  })
  for (const event of Object.keys(logEvents)) events.inc({ event }, 0)
  const mails = new Counter({
    name: 'sekisho_mails_total',
    help: 'Mails by what became of them. Many deferred: the next hop or a disk is in trouble. Any fault: a bug of the gate; report it with its log line.',
    labelNames: ['outcome'],
    registers,
  })
  for (const outcome of Object.values(outcomes)) mails.inc({ outcome }, 0)
  const refusals = new Counter({
    name: 'sekisho_refusals_total',
    help: 'Mails that the gate refused, by reason. A sudden rise after an import means that the dump or the rules lack somebody.',
    labelNames: ['reason'],
    registers,
  })
  const deliveries = new Histogram({
    name: 'sekisho_delivery_seconds',
    help: 'Seconds from the final dot to our answer, for delivered mail. High: the next hop answers slowly, or the gate lacks CPU.',
    buckets,
    registers,
  })

  /** Read at each scrape; without a value while the gate starts or stops. */
  const gauge = (name: string, help: string, read: (state: GateState) => number): void => {
    const metric = new Gauge({
      name,
      help,
      registers: [],
      collect() {
        const now = state()
        if (typeof now === 'object') this.set(read(now))
      },
    })
    registry.registerMetric(metric)
  }
  const gauges = (
    name: string,
    help: string,
    label: string,
    read: (state: GateState) => readonly (readonly [string, number])[],
  ): void => {
    const metric = new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [],
      collect() {
        const now = state()
        this.reset()
        if (typeof now === 'object')
          for (const [value, amount] of read(now)) this.set({ [label]: value }, amount)
      },
    })
    registry.registerMetric(metric)
  }

  const ready = new Gauge({
    name: 'sekisho_ready',
    help: '1 while mail would be taken (as /readyz), else 0.',
    registers: [],
    collect() {
      this.set(readinessOf(state()).isReady ? 1 : 0)
    },
  })
  registry.registerMetric(ready)
  gauge(
    'sekisho_connections',
    'Connections open now. Near sekisho_connections_limit: new clients get 421; raise the limit or look who keeps so many.',
    ({ connections }) => connections,
  )
  gauge(
    'sekisho_connections_limit',
    'The setting limits.connections, to compare with.',
    (now) => now.connectionsLimit,
  )
  gauge(
    'sekisho_mails_under_way',
    'Mails between their final dot and our answer. High and not falling: the next hop hangs.',
    ({ mailsUnderWay }) => mailsUnderWay,
  )
  gauge(
    'sekisho_content_memory_octets',
    'Octets of mails kept in memory. At sekisho_content_memory_limit_octets mails go to temporary files: slower, not dangerous.',
    ({ contentMemory }) => contentMemory,
  )
  gauge(
    'sekisho_content_memory_limit_octets',
    'The setting limits.memoryTotal, to compare with.',
    (now) => now.contentMemoryLimit,
  )
  gauge(
    'sekisho_decision_log_ready',
    '1 while decisions can be put on record. 0: no mail is taken; look at the disk of decisions.directory.',
    ({ isRecordReady }) => (isRecordReady ? 1 : 0),
  )
  gauges(
    'sekisho_floor_free_octets',
    'What is left of memory and of each disk. Below sekisho_floor_least_octets no mail is taken (452): make room.',
    'floor',
    ({ floors }) => floors.map(({ name, free }) => [name, free]),
  )
  gauges(
    'sekisho_floor_least_octets',
    'The settings floors, to compare sekisho_floor_free_octets with.',
    'floor',
    ({ floors }) => floors.map(({ name, least }) => [name, least]),
  )
  gauge(
    'sekisho_organization_people',
    'People in the organization in force. A sudden fall: the dump was cut short.',
    ({ people }) => people,
  )
  gauge(
    'sekisho_organization_loaded_timestamp_seconds',
    'When the organization in force was loaded. Older than the last dump: the nightly reload has failed.',
    ({ organizationLoadedAt }) => organizationLoadedAt / 1000,
  )
  gauges(
    'sekisho_certificate_expiry_timestamp_seconds',
    'When the certificate of a listener expires. Less than two weeks away: renew it and reload.',
    'listener',
    ({ certificates }) => certificates.map(({ listener, expiresAt }) => [listener, expiresAt / 1000]),
  )
  gauge(
    'sekisho_spool_ready',
    '1 while mails can be put on disk. 0: what would be queued gets a 4xx; look at the disk of spool.directory.',
    ({ spool }) => (spool.isReady ? 1 : 0),
  )
  for (const metric of spoolMetrics(state)) registry.registerMetric(metric)

  return {
    note: (event, facts) => {
      events.inc({ event })
      const outcome = outcomes[event]
      if (outcome !== undefined) mails.inc({ outcome })
      if (event === 'mail-refused') refusals.inc({ reason: String(facts['reason']) })
      if (event === 'mail-delivered') deliveries.observe(Number(facts['milliseconds']) / 1000)
    },
    text: () => registry.metrics(),
    mediaType: registry.contentType,
  }
}
