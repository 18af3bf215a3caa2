/** A listener as a process of its own, to be started with few file descriptors. Prints its port. */

import { startListener } from '../../src/receive/listener.ts'
import { createReception } from '../../src/receive/reception.ts'
import { delivered, receptionSettings } from './door.ts'

const listener = await startListener(
  { name: 'main', address: '127.0.0.1', port: 0, tls: 'none', clients: ['127.0.0.1'] },
  async () => delivered,
  createReception(receptionSettings()),
)
console.log(listener.port)
