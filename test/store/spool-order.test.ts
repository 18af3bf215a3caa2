import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { leftOutWithout } from '../peers/debian.ts'
import { readSystemCalls, type SystemCall } from '../peers/system-calls.ts'

import { opened, temporaryFolder } from './spool-mails.ts'
import { idsSaid, startSpoolProcess } from './spool-process.ts'

/** The system calls of a spool, in the order in which they ended, and what it said. */
async function traced(
  folder: string,
  words: readonly string[],
  more: readonly string[] = [],
): Promise<{ readonly calls: readonly SystemCall[]; readonly lines: readonly string[] }> {
  const file = join(folder, 'trace')
  const options = [
    '-f',
    '-y',
    '-s',
    '200',
    '-o',
    file,
    '-e',
    'trace=fsync,fdatasync,rename,write,writev,pwrite64,pwritev',
    ...more,
  ]
  const child = startSpoolProcess([join(folder, 'spool'), ...words], ['strace', ...options])
  assert.equal(await child.ended, 0)
  return { calls: readSystemCalls(file), lines: child.lines }
}

const isSync = ({ text }: SystemCall): boolean => /^f(?:data)?sync\(/.test(text)

describe('the order of system calls', { skip: leftOutWithout('strace') }, () => {
  for (const { what, mails, settle, prefix, place } of [
    { what: 'a small mail', mails: 1, settle: '', prefix: '[^"]*', place: 'segments' },
    { what: 'a large mail', mails: 9, settle: '', prefix: 'body-[^"]*', place: 'bodies' },
    {
      what: 'a large mail in the file of an earlier one',
      mails: 19,
      settle: 'settle',
      prefix: 'spare-[^"]*',
      place: 'bodies',
    },
  ]) {
    it(`is fsync of the file, rename, fsync of the folder, fsync of the records, acknowledgement: ${what}`, async (test) => {
      const { calls } = await traced(temporaryFolder(test), ['1', `${mails}`, settle])
      const find = (pattern: RegExp, from: number): number => {
        const at = calls.findIndex(({ text }, index) => index >= from && pattern.test(text))
        assert.ok(at >= 0, `no ${pattern} behind call ${from}`)
        return at
      }
      const rename = find(new RegExp(`rename\\("[^"]*/incoming/${prefix}", "[^"]*/${place}/`), 0)
      const [, temporary = ''] = /rename\("([^"]*)"/.exec(calls[rename]?.text ?? '') ?? []
      const fileSync = find(new RegExp(`^fsync\\(\\d+<${temporary}>\\) = 0`), 0)
      const lastWrite = calls.findLastIndex(
        ({ text }) => /^p?write/.test(text) && text.includes(`<${temporary}>`),
      )
      const folderSync = find(new RegExp(`^fsync\\(\\d+<[^>]*/${place}>\\) = 0`), rename)
      const recordSync = find(/^f(?:data)?sync\(\d+<[^>]*\/records\.db-wal>\) = 0/, folderSync)
      const acknowledgement = find(new RegExp(`^write\\(1<.*"ack \\d+-${mails}\\\\n`), 0)
      assert.ok(lastWrite >= 0 && lastWrite < fileSync)
      assert.ok(
        fileSync < rename && rename < folderSync && folderSync < recordSync && recordSync < acknowledgement,
      )
    })
  }

  it('is fsync of the octets, fsync of the records, acknowledgement in a segment that has its name on disk already', async (test) => {
    const { calls } = await traced(temporaryFolder(test), ['1', '19', 'settle'])
    const over = calls.flatMap(({ text }, index) => {
      const [, path] = /^p?write(?:v|64)?\(\d+<([^>]*\/segments\/[^>]*)>/.exec(text) ?? []
      return path === undefined ? [] : [{ path, index }]
    })
    assert.ok(over.length > 0, 'no segment was written over')
    const find = (pattern: RegExp, from: number): number => {
      const at = calls.findIndex(({ text }, index) => index >= from && pattern.test(text))
      assert.ok(at >= 0, `no ${pattern} behind call ${from}`)
      return at
    }
    for (const { path, index } of over) {
      const rename = find(new RegExp(`^rename\\("[^"]*/incoming/[^"]*", "${path}"\\) = 0`), 0)
      const folderSync = find(/^fsync\(\d+<[^>]*\/segments>\) = 0/, rename)
      const sync = find(new RegExp(`^fdatasync\\(\\d+<${path}>\\) = 0`), index)
      const recordSync = find(/^f(?:data)?sync\(\d+<[^>]*\/records\.db-wal>\) = 0/, index)
      const acknowledgement = find(/^write\(1<.*"ack /, index)
      assert.ok(rename < folderSync && folderSync < index)
      assert.ok(index < sync && sync < recordSync && recordSync < acknowledgement)
    }
  })

  it('has one fsync of each kind for all the mails of a group', async (test) => {
    const { calls, lines } = await traced(temporaryFolder(test), ['50', '50'])
    assert.equal(idsSaid(lines, 'ack').length, 50)
    const ofSegments = calls.filter(
      (call) => isSync(call) && /\/(?:incoming\/segment-\d+|segments\/[^>]+)>/.test(call.text),
    )
    assert.ok(ofSegments.length <= 3, `${ofSegments.length} segments for 50 mails`)
  })
})

/** Words of strace: this call of each thread fails. */
function inject(count: number): readonly string[] {
  return ['-e', `inject=fsync,fdatasync:error=EIO:when=${count}`]
}

describe('an fsync that fails', { skip: leftOutWithout('strace') }, () => {
  for (const { what, pattern } of [
    { what: 'of a segment', pattern: /\/incoming\/segment-1>/ },
    { what: "of the segments' folder", pattern: /\/segments>/ },
    { what: "of the records' log", pattern: /\/records\.db-wal>/ },
  ]) {
    it(`${what} fails the group and is not tried again on that file; a fresh one is`, async (test) => {
      const rehearsal = await traced(temporaryFolder(test), ['1', '1'])
      const rename = rehearsal.calls.findIndex(({ text }) => text.startsWith('rename('))
      const { thread } = rehearsal.calls[rename] ?? { thread: '' }
      // Of the calls of its thread; the segment's is in another, and told by its path.
      const ofThread = rehearsal.calls.map((call) => call.thread === thread && isSync(call))
      const at = rehearsal.calls.findIndex(
        (call, index) => index > rename && ofThread[index] === true && pattern.test(call.text),
      )
      const when = ofThread.slice(0, at + 1).filter(Boolean).length

      const folder = temporaryFolder(test)
      const segment = join(folder, 'spool', 'incoming', 'segment-1')
      const more = what === 'of a segment' ? ['-P', segment, ...inject(1)] : inject(when)
      assert.ok(at >= 0 || what === 'of a segment')
      const { calls, lines } = await traced(folder, ['1', '2'], more)
      const failed = calls.findIndex((call) => call.text.includes('(INJECTED)') && pattern.test(call.text))
      assert.ok(failed >= 0, 'the fault was not injected')
      const [faulty] = idsSaid(lines, 'fault')
      const [sound] = idsSaid(lines, 'ack')
      assert.match(faulty ?? '', /-1$/)
      assert.match(sound ?? '', /-2$/)
      assert.deepEqual(
        lines.filter((line) => line.startsWith('event')),
        ['event failing', 'event recovered'],
      )

      const [, path = ''] = /<([^>]*)>/.exec(calls[failed]?.text ?? '') ?? []
      const again = calls.slice(failed + 1).filter((call) => isSync(call) && call.text.includes(`<${path}>`))
      if (what === 'of a segment') assert.deepEqual(again, [])
      const renamed = calls.slice(failed).filter(({ text }) => text.startsWith(`rename("${path}"`))
      assert.deepEqual(renamed, [])

      const { spool, events } = await opened(test, join(folder, 'spool'))
      assert.deepEqual(
        (await spool.list({}, 9)).map(({ id }) => id),
        [sound],
      )
      assert.equal((await spool.read(sound ?? '')).kind, 'content')
      assert.deepEqual(events, [])
      assert.equal(readdirSync(join(folder, 'spool', 'segments')).length, 1)
    })
  }
})
