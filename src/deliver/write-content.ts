/**
 * Writes our fields, the content and the final dot. The content is in wire form already: not one octet
 * of it is looked at or changed here.
 */

import { read } from 'node:fs'
import { promisify } from 'node:util'

import type { Connection } from './connection.ts'
import type { Handover } from './next-hop.ts'

const readDescriptor = promisify(read)
const finalDot = Buffer.from('.\r\n')
const pieceSize = 262_144
/** Up to this size one copy into `scratch` is cheaper than a vectored write. */
const copiedSize = 65_536
/** Where small mails are put together. Free again as soon as the kernel has taken it, which is at once as a rule. */
let scratch = Buffer.allocUnsafeSlow(copiedSize)

/**
 * True once the final dot has been given to the kernel, from when on the next hop may have the mail.
 * False: the connection failed or the next hop spoke before that, and it cannot have it.
 */
export function writeContent(
  connection: Connection,
  handover: Handover,
  milliseconds: number,
): true | Promise<boolean> {
  const { wire, size } = handover.content
  if (wire.kind === 'file') {
    return writeFileInTime(connection, handover.trace, wire.descriptor, size, milliseconds)
  }
  const whole = handover.trace.length + size + finalDot.length
  if (whole <= copiedSize) writeCopy(connection, handover.trace, wire.chunks, whole)
  else connection.write([handover.trace, ...wire.chunks, finalDot])
  return true
}

async function writeFileInTime(
  connection: Connection,
  trace: Buffer,
  descriptor: number,
  size: number,
  milliseconds: number,
): Promise<boolean> {
  const timer = setTimeout(() => connection.fail('timeout', 'did not take the content in time'), milliseconds)
  try {
    return await writeFile(connection, trace, descriptor, size)
  } finally {
    clearTimeout(timer)
  }
}

function writeCopy(connection: Connection, trace: Buffer, chunks: readonly Buffer[], whole: number): void {
  let end = trace.copy(scratch)
  for (const chunk of chunks) end += chunk.copy(scratch, end)
  end += finalDot.copy(scratch, end)
  if (end !== whole) throw new Error('content has another size than it says')
  connection.write([scratch.subarray(0, end)])
  if (!connection.isFlushed) scratch = Buffer.allocUnsafeSlow(copiedSize)
}

async function writeFile(
  connection: Connection,
  trace: Buffer,
  descriptor: number,
  size: number,
): Promise<boolean> {
  await connection.writeAndFlush(trace)
  const piece = Buffer.allocUnsafe(Math.min(pieceSize, size))
  for (let position = 0; position < size;) {
    if (!connection.isQuiet) return false
    const { bytesRead } = await readDescriptor(
      descriptor,
      piece,
      0,
      Math.min(piece.length, size - position),
      position,
    )
    if (bytesRead === 0) throw new Error('temporary file is shorter than its content')
    await connection.writeAndFlush(piece.subarray(0, bytesRead))
    position += bytesRead
  }
  if (!connection.isQuiet) return false
  connection.write([finalDot])
  return true
}
