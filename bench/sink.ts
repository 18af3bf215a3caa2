/**
 * The last next hop of the measurements, as a process of its own: takes every mail, keeps nothing, does as
 * little as can be. Prints its port. NOOP is answered with the number of mails so far. `node bench/sink.ts`.
 */

import { createServer, type Socket } from 'node:net'

const greeting = Buffer.from('220 sink.example ESMTP\r\n')
const hello = Buffer.from('250-sink.example\r\n250-PIPELINING\r\n250-SIZE 104857600\r\n250 8BITMIME\r\n')
const ok = Buffer.from('250 2.0.0 Ok\r\n')
const goAhead = Buffer.from('354 Go ahead\r\n')
const bye = Buffer.from('221 2.0.0 Bye\r\n')
const endOfData = Buffer.from('\r\n.\r\n')
const lineFeed = 10

let mails = 0

const server = createServer({ noDelay: true }, serve)
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') process.stdout.write(`${address.port}\n`)
})

function serve(socket: Socket): void {
  let rest: Buffer = Buffer.alloc(0)
  let inData = false
  socket.on('error', () => undefined)
  socket.on('data', (arrived: Buffer) => {
    let bytes = rest.length === 0 ? arrived : Buffer.concat([rest, arrived])
    const answers: Buffer[] = []
    for (;;) {
      if (inData) {
        const end = bytes.indexOf(endOfData)
        if (end === -1) {
          // The end may lie on the seam; all before it is done with.
          bytes = bytes.subarray(Math.max(0, bytes.length - 4))
          break
        }
        inData = false
        mails += 1
        answers.push(ok)
        bytes = bytes.subarray(end + 5)
      }
      const end = bytes.indexOf(lineFeed)
      if (end === -1) break
      const verb = String.fromCharCode((bytes[0] ?? 0) & 0xdf, (bytes[1] ?? 0) & 0xdf)
      bytes = bytes.subarray(end + 1)
      if (verb === 'DA') inData = true
      answers.push(answerTo(verb))
    }
    rest = bytes
    const [first] = answers
    if (first !== undefined) socket.write(answers.length === 1 ? first : Buffer.concat(answers))
  })
  socket.write(greeting)
}

/** By the first two letters of the verb. */
function answerTo(verb: string): Buffer {
  switch (verb) {
    case 'DA':
      return goAhead
    case 'EH':
      return hello
    case 'QU':
      return bye
    case 'NO':
      return Buffer.from(`250 ${mails}\r\n`)
    default:
      return ok
  }
}
