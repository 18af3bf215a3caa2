/** What policies are made ready with, out of the configuration and the organization. */

import type { Config } from '../config/schema.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { Surroundings } from '../policy/make-flow.ts'
import type { FlowSettings } from '../policy/settings.ts'

export function flowSettings({
  supervisorInCc,
  limits,
}: Pick<Config, 'supervisorInCc' | 'limits'>): FlowSettings {
  return { ...supervisorInCc, receivedFields: limits.receivedFields }
}

/** @param groups of the API */
export function surroundingsOf(
  config: Pick<Config, 'supervisorInCc' | 'limits' | 'listeners' | 'routes'>,
  snapshot: Snapshot,
  groups: Surroundings['groups'],
): Surroundings {
  return {
    snapshot,
    groups,
    settings: flowSettings(config),
    listeners: config.listeners.map(({ name }) => name),
    routes: (config.routes ?? []).flatMap(({ name }) => name ?? []),
  }
}
