/**
 * A process that holds a spool and can be killed: `node spool-child.ts folder clients mails settle`. Each client commits mail
 * after mail and says on standard output what became of it, at once: `ack id`, `fault id why`; with `settle` it also settles
 * every third mail that it was told of (`settling id`, `settled id`). Says `open` first; ends after `mails` in all (0: never).
 */

import { writeSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'

import { saySpoolProblem } from '../../src/store/say-spool-problem.ts'
import { openSpool } from '../../src/store/open-spool.ts'

import { delivered, mail } from './spool-mails.ts'

const [directory = '', clients = '1', mails = '0', settle = ''] = process.argv.slice(2)
const mailsAtMost = Number(mails) || Number.POSITIVE_INFINITY
let count = 0

function say(line: string): void {
  writeSync(1, `${line}\n`)
}

const opening = await openSpool({ directory, report: (event) => say(`event ${event.kind}`) })
if (opening.kind === 'problem') {
  say(saySpoolProblem(opening.problem, 'en'))
  process.exit(2)
}
const { spool } = opening

async function client(): Promise<void> {
  for (; count < mailsAtMost;) {
    count += 1
    const number = count
    const id = `${process.pid}-${number}`
    const octets = number % 10 === 9 ? 300_000 : 4_000
    try {
      await spool.commit({ accept: [mail(id, {}, octets)] })
      say(`ack ${id}`)
      if (settle !== '' && number % 3 === 0) {
        say(`settling ${id}`)
        const outcome = { kind: 'delivered', lastReply: delivered } as const
        await spool.commit({ settle: [{ id, recipients: [{ index: 0, outcome }] }] })
        say(`settled ${id}`)
      }
    } catch (fault) {
      say(`fault ${id} ${fault instanceof Error ? fault.message : ''}`)
      while (!spool.isReady) await setTimeout(20)
    }
  }
}

say('open')
await Promise.all(Array.from({ length: Number(clients) }, client))
await spool.close()
