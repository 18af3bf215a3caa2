/** Opens a spool. Never rejects for what the folder holds or for who holds it: that is a problem, as a value. */

import type { SpoolOpening, SpoolSettings } from './spool.ts'

export async function openSpool(settings: SpoolSettings): Promise<SpoolOpening> {
  await Promise.resolve()
  throw new Error(`not yet: ${settings.directory}`)
}
