/** The metrics of what waits on disk. The spool is asked once for all of them at each scrape. */

import { Gauge } from 'prom-client'

import type { GateState, SpoolState } from './state.ts'

type Statistics = Awaited<ReturnType<SpoolState['statistics']>>

/** A scrape asks all gauges at the same time. */
const sameScrape = 250

/** While the spool cannot answer the metrics have no value. */
export function spoolMetrics(state: () => GateState | 'starting' | 'stopping'): readonly Gauge[] {
  let asked: { readonly at: number; readonly statistics: Promise<Statistics | undefined> } | undefined

  const ask = (): Promise<Statistics | undefined> => {
    const now = state()
    if (typeof now === 'string') return Promise.resolve(undefined)
    if (asked === undefined || performance.now() - asked.at > sameScrape) {
      asked = { at: performance.now(), statistics: now.spool.statistics().catch(() => undefined) }
    }
    return asked.statistics
  }

  const gauge = (name: string, help: string, read: (statistics: Statistics) => number): Gauge =>
    new Gauge({
      name,
      help,
      registers: [],
      async collect() {
        const statistics = await ask()
        this.reset()
        if (statistics !== undefined) this.set(read(statistics))
      },
    })

  const byState = new Gauge({
    name: 'sekisho_spool_mails',
    help: 'Mails on disk by state. Many deferred: a next hop is in trouble. Any held or corrupt: somebody has to look (sekisho queue list).',
    labelNames: ['state'],
    registers: [],
    async collect() {
      const statistics = await ask()
      this.reset()
      for (const [name, mails] of Object.entries(statistics?.mails ?? {})) this.set({ state: name }, mails)
    },
  })

  return [
    byState,
    gauge(
      'sekisho_spool_active_mails',
      'Mails of the spool in delivery now. At the setting queue.active for long: the next hops are slower than the mail that comes.',
      ({ active }) => active,
    ),
    gauge(
      'sekisho_spool_octets',
      'Octets of all mails on disk. Rising for hours: a next hop is down; see sekisho_floor_free_octets for how long the disk lasts.',
      ({ octets }) => octets,
    ),
    gauge(
      'sekisho_spool_oldest_timestamp_seconds',
      'When the oldest deferred mail came; 0 if there is none. Older than queue.warnAfter: senders have been told of a delay.',
      ({ oldestAt }) => (oldestAt ?? 0) / 1000,
    ),
  ]
}
