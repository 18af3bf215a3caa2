/** A listener as a process of its own, to be started with few file descriptors. Prints its port. */

import { startListener } from '../../src/receive/listener.ts'
import { createReception } from '../../src/receive/reception.ts'
import { delivered, listenerSettings, receptionSettings } from './door.ts'

const listener = await startListener(
  listenerSettings(),
  async () => delivered,
  createReception(receptionSettings()),
)
console.log(listener.port)
