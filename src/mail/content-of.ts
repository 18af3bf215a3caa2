/** Content of a mail that lies in memory as a whole: for mails that do not come by SMTP. */

import type { Content } from './content.ts'
import { doubleDots, undoubleDots } from './dots.ts'
import { WireScan } from './wire-scan.ts'

const crlf = Buffer.from('\r\n')
const end = Buffer.from('.\r\n')

/**
 * The content that a client would hand in for this message. `message` is taken as it is: bare LF stays and is
 * named in `lineFaults`. Only a missing CRLF at the end is added, as every client must before the final dot.
 */
export function contentOf(message: Buffer): Content {
  const whole =
    message.length === 0 || message.subarray(-2).equals(crlf) ? message : Buffer.concat([message, crlf])
  const wire = doubleDots(whole)
  const scan = new WireScan()
  scan.push(wire)
  scan.push(end)
  const headerEnd = scan.headerSize() < 0 ? wire.length : scan.headerSize()
  const header = wire.subarray(0, headerEnd)
  return {
    wire: { kind: 'memory', chunks: [wire] },
    size: wire.length,
    dotted: scan.dotted(),
    header: scan.dotInHeader() ? undoubleDots(header) : header,
    lineFaults: scan.lineFaults(),
    dispose: () => {},
  }
}
