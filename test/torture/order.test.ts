/** The order of system calls of the real gate: nothing is acknowledged that a power cut could take back. */

import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'

import { leftOutWithout } from '../peers/debian.ts'
import { readSystemCalls, type SystemCall } from '../peers/system-calls.ts'
import { composeMail, startClients, type ClientMail } from './clients.ts'
import { seeded } from './form.ts'
import { prepareGate } from './gate-process.ts'
import { startHop } from './hop.ts'
import type { Mood } from './hop-server.ts'
import { hastyQueue } from './settings.ts'

/** Sends mails through a traced gate, one after the other, and gives its calls. */
async function trace(
  context: TestContext,
  octets: readonly number[],
  mood: Mood,
  spool: Readonly<Record<string, unknown>>,
): Promise<{ readonly calls: readonly SystemCall[]; readonly mails: readonly ClientMail[] }> {
  const chance = seeded(context)
  const hop = await startHop(context, chance.seed)
  hop.setMood(mood)
  const wrapper = ['strace', '-f', '-yy', '-s', '400', '-o']
  const calls =
    'trace=fsync,fdatasync,rename,renameat,renameat2,link,linkat,read,write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg'
  const file = join(tmpdir(), `sekisho-order-${process.pid}-${chance.between(1, 0xffff_ffff)}`)
  const gate = await prepareGate(context, {
    settings: { ...hastyQueue(hop.port), spool },
    wrapper: [...wrapper, file, '-e', calls],
  })
  await gate.start()
  const mails = octets.map((size, index) => composeMail(`order-${index + 1}@torture.example.co.jp`, size))
  const waiting = [...mails]
  const clients = startClients({
    port: gate.port,
    clients: 1,
    chance,
    retryAfter: [20, 40],
    next: () => waiting.shift(),
  })
  await clients.finished
  await gate.stop()
  context.after(() => rmSync(file))
  return { calls: readSystemCalls(file), mails }
}

const isWrite = ({ name }: SystemCall): boolean => /^(p?write|send)/.test(name)

/** The last call before one that is known; says what is missing. */
type FindLast = (what: string, pattern: RegExp, until: number) => SystemCall

const commitPattern = /^f(data)?sync\(\d+<[^>]*records\.db-wal>\) = 0/
const folderPattern = /^fsync\(\d+<[^>]*\/(segments|bodies)>\) = 0/
const renamePattern = /^rename(at2?)?\(.*\/(segments|bodies)\/[^"]*".*\) = 0/

/**
 * Checks each answer to a final dot against the calls before it; gives how many there were, and how many of them
 * were for mails in a segment that had its name on disk already. One mail comes after the other.
 */
function checkOrder(
  calls: readonly SystemCall[],
  port: string,
): { readonly answers: number; readonly over: number } {
  let answers = 0
  let over = 0
  let from = 0
  for (const answer of calls) {
    if (!isWrite(answer) || !/TCP:\[127\.0\.0\.1:\d+->/.test(answer.text)) continue
    if (!answer.text.includes(`127.0.0.1:${port}->`) || !/"250 2\.0\.0 \S+ queued/i.test(answer.text))
      continue
    answers += 1
    const before = calls.filter(({ endedAt }) => endedAt < answer.beganAt)
    const last: FindLast = (what, pattern, until) => {
      const call = before.findLast(({ text, endedAt }) => endedAt < until && pattern.test(text))
      assert.ok(call, `no ${what} before the 250: ${answer.text}`)
      return call
    }
    const commit = last('fsync of the commit', commitPattern, answer.beganAt)
    const rename = before.findLast(({ text }) => renamePattern.test(text))
    if (rename !== undefined && rename.beganAt > from) checkNewFile(before, from, commit, last)
    else {
      over += 1
      checkSegmentInPlace(before, from, commit, last)
    }
    from = answer.endedAt
  }
  return { answers, over }
}

/** Octets, fsync of the file, rename, fsync of the folder, commit. */
function checkNewFile(before: readonly SystemCall[], from: number, commit: SystemCall, last: FindLast): void {
  const folder = last('fsync of the folder', folderPattern, commit.beganAt)
  const rename = last('rename', renamePattern, folder.beganAt)
  assert.ok(rename.beganAt > from, 'the folder was not put on disk after the rename')
  const [, temporary = ''] = /"([^"]*\/incoming\/[^"]*)"/.exec(rename.text) ?? []
  // A large mail is kept in the file that it came into, which has got this name besides its own.
  const link = before.findLast(
    ({ name, text }) => name.startsWith('link') && text.includes(`"${temporary}"`) && text.endsWith(' = 0'),
  )
  const [, received = temporary] = /"([^"]*\/incoming\/[^"]*)"/.exec(link?.text ?? '') ?? []
  const isOfFile = ({ text }: SystemCall): boolean => text.includes(`<${received}>`)
  const sync = before.findLast(
    (call) => isOfFile(call) && call.name === 'fsync' && call.text.endsWith(' = 0'),
  )
  assert.ok(sync !== undefined && sync.endedAt < rename.beganAt, `${temporary} was renamed before its fsync`)
  assert.ok(link === undefined || link.endedAt < sync.beganAt, `${temporary} got its name after its fsync`)
  const write = before.findLast((call) => isOfFile(call) && isWrite(call))
  assert.ok(write !== undefined && write.endedAt < sync.beganAt, `${temporary} was written after its fsync`)
}

/** Rename and fsync of the folder are long done; octets, fsync of the file, commit. */
function checkSegmentInPlace(
  before: readonly SystemCall[],
  from: number,
  commit: SystemCall,
  last: FindLast,
): void {
  const write = before.findLast((call) => isWrite(call) && /<[^>]*\/segments\/[^>]*>/.test(call.text))
  assert.ok(write !== undefined && write.beganAt > from, 'no octets were written before the 250')
  const [, path = ''] = /<([^>]*\/segments\/[^>]*)>/.exec(write.text) ?? []
  const sync = last('fsync of the segment', new RegExp(`^fdatasync\\(\\d+<${path}>\\) = 0`), commit.beganAt)
  assert.ok(write.endedAt < sync.beganAt, `${path} was written after its fsync`)
  const rename = last('rename', new RegExp(`^rename\\(.*"${path}"\\) = 0`), write.beganAt)
  const isFolderSync = ({ text, beganAt, endedAt }: SystemCall): boolean =>
    folderPattern.test(text) && beganAt > rename.endedAt && endedAt < write.beganAt
  assert.ok(before.some(isFolderSync), `the name of ${path} was not on disk`)
}

describe('a 250 of the gate', { skip: leftOutWithout('strace') }, () => {
  it('for a spooled mail comes after fsync, rename, fsync of the folder and commit, or after fsync and commit where the file has its name on disk', async (context) => {
    const octets = [500, 30_000, 600_000, 3_000_000, 500, 500, 2_000]
    const { calls, mails } = await trace(context, octets, 'good', { always: true })
    const { answers, over } = checkOrder(calls, listenerOf(calls))
    assert.equal(answers, mails.length)
    assert.ok(over > 0, 'no segment was written over')
  })

  it('for a mail that the next hop has not taken comes after the same', async (context) => {
    const { calls, mails } = await trace(context, [500, 600_000, 3_000_000], 'dead', {})
    assert.equal(checkOrder(calls, listenerOf(calls)).answers, mails.length)
  })

  it('for a mail that goes straight through comes after that of the next hop, without an fsync', async (context) => {
    const { calls, mails } = await trace(context, [500, 30_000], 'good', {})
    const port = listenerOf(calls)
    const isOfClient = ({ text }: SystemCall): boolean => text.includes(`127.0.0.1:${port}->`)
    const answers = calls.filter(
      (call) => isWrite(call) && isOfClient(call) && /"250 2\.0\.0 \S+ Ok: taken/.test(call.text),
    )
    assert.equal(answers.length, mails.length)
    let from = 0
    for (const answer of answers) {
      const taken = calls.find(
        (call) =>
          call.name === 'read' &&
          call.endedAt >= from &&
          !isOfClient(call) &&
          /"250 2\.0\.0 Ok: taken/.test(call.text),
      )
      assert.ok(taken !== undefined && taken.endedAt < answer.beganAt)
      from = answer.endedAt
    }
    assert.ok(!calls.some(({ text }) => /<[^>]*\/(segments|bodies)>/.test(text) && text.startsWith('rename')))
  })
})

/** The port that clients talk to: that of the first greeting. */
function listenerOf(calls: readonly SystemCall[]): string {
  const greeting = calls.find((call) => isWrite(call) && call.text.includes('"220 gate.example'))
  const [, port] = /TCP:\[127\.0\.0\.1:(\d+)->/.exec(greeting?.text ?? '') ?? []
  assert.ok(port !== undefined, 'the gate has not greeted')
  return port
}
