/** Prepares a reload whole, so that putting it in force cannot fail; and says which settings only a restart can change. */

import type { Config } from '../config/schema.ts'
import { hasOutbox, hasSameOutbox, makeInForce, type InForce, type Lasting } from './in-force.ts'
import { closeFactParts } from './fact-sources.ts'
import { StartFailure } from './failure.ts'
import type { Listeners, PreparedListeners } from './listeners.ts'
import { serveTexts } from '../text/serve.ts'

export interface PreparedReload {
  readonly inForce: InForce
  readonly listeners: PreparedListeners
}

/** Rejects with `StartFailure`, and leaves nothing open then. */
export async function prepareReload(
  config: Config,
  folder: string,
  before: InForce,
  lasting: Lasting,
  listeners: Listeners,
): Promise<PreparedReload> {
  const fixed = fixedSettings(config, before.config)
  if (fixed.length > 0) throw new StartFailure(serveTexts[config.language].needsRestart(fixed))
  const inForce = await makeInForce(config, folder, lasting, before)
  try {
    return { inForce, listeners: await listeners.prepare(config, folder) }
  } catch (fault) {
    if (inForce.nextHops !== before.nextHops) await inForce.nextHops.close()
    await closeFactParts(inForce.facts, before.facts)
    throw fault
  }
}

/** Settings that differ and hold files, locks or sockets which a running gate cannot exchange. */
export function fixedSettings(config: Config, before: Config): readonly string[] {
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['decisions.directory', config.decisions.directory, before.decisions.directory],
    ['database.path', config.database.path, before.database.path],
    ['spool.directory', config.spool.directory, before.spool.directory],
    ['operations', config.operations, before.operations],
    ['api', config.api, before.api],
    ['control.socket', config.control.socket, before.control.socket],
  ]
  const differing = pairs
    .filter(([, one, other]) => JSON.stringify(one) !== JSON.stringify(other))
    .map(([name]) => name)
  const isOutboxOther = (hasOutbox(config) || hasOutbox(before)) && !hasSameOutbox(config, before)
  return isOutboxOther ? [...differing, 'nextHop'] : differing
}
