/** Reads content back as bytes. */

import { readSync } from 'node:fs'
import type { Content } from '../../src/mail/content.ts'

export function wireOf({ wire, size }: Content): Buffer {
  if (wire.kind === 'memory') return Buffer.concat(wire.chunks)
  const bytes = Buffer.alloc(size)
  readSync(wire.descriptor, bytes, 0, size, 0)
  return bytes
}
