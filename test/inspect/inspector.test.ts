import assert from 'node:assert/strict'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'

import { createInspector } from '../../src/inspect/inspector.ts'
import type { Task } from '../../src/inspect/wire-form.ts'
import inspectTask from '../../src/inspect/worker.ts'
import { contentOf } from '../../src/mail/content-of.ts'
import { standardSettings } from './bounds.ts'
import { mail, words } from './mails.ts'

const plain = ['Content-Type: text/plain; charset=utf-8']
const question = words('社外秘')

describe('an inspector', () => {
  const inspector = createInspector({ ...standardSettings, seconds: 20 })
  after(async () => {
    await inspector.close()
  })

  it('answers about content in memory', async () => {
    const facts = await inspector.inspect(contentOf(mail(plain, '社外秘')), [question])
    assert.deepEqual(
      [...facts.answers.values()],
      [{ found: 1, examples: [{ path: '1', text: '社外秘' }], troubles: [] }],
    )
  })

  it('reads the mail, not its wire form', async () => {
    const content = contentOf(mail(plain, '.社外秘\n..社\n.外秘'))
    assert.equal(content.dotted, true)
    const facts = await inspector.inspect(content, [words('..社')])
    assert.equal([...facts.answers.values()][0]?.found, 1)
  })

  it('answers about content in a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'inspector-'))
    const bytes = mail(plain, '社外秘')
    writeFileSync(join(folder, 'mail'), bytes)
    const descriptor = openSync(join(folder, 'mail'), 'r')
    const content = contentOf(bytes)
    const facts = await inspector.inspect({ ...content, wire: { kind: 'file', descriptor } }, [question])
    assert.equal([...facts.answers.values()][0]?.found, 1)
    closeSync(descriptor)
    rmSync(folder, { recursive: true })
  })
})

it('a time that is no whole number of milliseconds is one all the same', async () => {
  const inspector = createInspector({ ...standardSettings, seconds: 5.000_123 })
  const facts = await inspector.inspect(contentOf(mail(plain, '社外秘')), [question])
  await inspector.close()
  assert.equal([...facts.answers.values()][0]?.found, 1)
})

it('the start of the threads is not the time of a mail', async () => {
  // Less than a thread takes to start, far more than a mail of one word takes.
  const inspector = createInspector({ ...standardSettings, seconds: 0.15 })
  const { troubles } = await inspector.inspect(contentOf(mail(plain, '社外秘')), [])
  await inspector.close()
  assert.deepEqual(troubles, [])
})

it('threads that are warm before a mail comes are those that it gets', async () => {
  let threads = 0
  const count = (): void => void threads++
  process.on('worker', count)
  const inspector = createInspector({ ...standardSettings, workers: 2 })
  inspector.warm()
  inspector.warm()
  await new Promise(setImmediate)
  assert.equal(threads, 2, 'they start before any mail')
  const facts = await inspector.inspect(contentOf(mail(plain, '社外秘')), [question])
  process.off('worker', count)
  await inspector.close()
  assert.equal(threads, 2, 'and once')
  assert.deepEqual(facts.troubles, [])
})

/** Milliseconds since 1970, as threads share them. */
function now(): number {
  return performance.timeOrigin + performance.now()
}

describe('the time of a mail', () => {
  const octets = new Uint8Array(mail(plain, `${'関所 '.repeat(2_000_000)}社外秘`))
  const task = (seconds: number, latest: number): Task => ({
    wire: { kind: 'memory', octets: octets.slice() },
    size: octets.length,
    isDotted: false,
    questions: JSON.stringify([question]),
    bounds: { ...standardSettings, seconds },
    latest,
  })

  it('begins in the thread: what it waited before is not in it', async () => {
    const { troubles } = await inspectTask(task(0.001, Infinity))
    assert.deepEqual(
      troubles.map(({ kind }) => kind),
      ['timed-out'],
    )
    const { answers } = await inspectTask(task(30, now() + 30_000))
    assert.equal(answers[0]?.found, 1)
  })

  it('ends when its sender must have an answer, however late it began', async () => {
    const { troubles } = await inspectTask(task(30, now() - 1))
    assert.equal(troubles[0]?.kind, 'timed-out')
  })
})

it('a thread that needs more memory than it may is ended, and the next mail is inspected', async () => {
  const inspector = createInspector({ ...standardSettings, seconds: 30, memory: 24_000_000 })
  const html = '<b>x</b><p>'.repeat(1_500_000)
  const facts = await inspector.inspect(contentOf(mail(['Content-Type: text/html'], html)), [question])
  const next = await inspector.inspect(contentOf(mail(plain, '社外秘')), [question])
  await inspector.close()
  assert.deepEqual(
    facts.troubles.map(({ kind }) => kind),
    ['over-bound'],
  )
  assert.equal([...next.answers.values()][0]?.found, 1)
})

it('a closed inspector says that it has not seen the mail', async () => {
  const inspector = createInspector(standardSettings)
  await inspector.close()
  const facts = await inspector.inspect(contentOf(mail(plain, 'x')), [question])
  assert.equal(facts.troubles[0]?.kind, 'timed-out')
  assert.equal([...facts.answers.values()][0]?.troubles[0]?.kind, 'timed-out')
})
