import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import PostalMime from 'postal-mime'
import { leftOutWithout } from '../peers/debian.ts'
import { freePort } from '../peers/free-port.ts'
import { startGate, type Gate } from '../peers/gate.ts'
import { startPostfix } from '../peers/postfix.ts'
import { startScriptedHop, type ScriptedHop } from '../peers/scripted-hop.ts'
import { speak } from './speak.ts'
import { allStories, mailOf, type Story } from './story.ts'

const bank = join(import.meta.dirname, '..', 'bank')

function settingsOf(story: Story, nextHopPort: number): Record<string, unknown> {
  return {
    organization: story.organization === 'story' ? join(story.folder, 'organization') : bank,
    nextHop: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port: nextHopPort, tls: 'none' }] },
    ...(story.policies === undefined ? {} : { policies: { file: story.policies } }),
    ...story.settings,
  }
}

/** The log is written at most 100 ms behind, and an outcome when it is known: both may still be under way. */
async function expectDecisions(gate: Gate, story: Story): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const decisions = await gate.decisions()
    try {
      assert.equal(decisions.length, story.decisions.length, JSON.stringify(decisions, undefined, 1))
      for (const [index, expected] of story.decisions.entries())
        assert.partialDeepStrictEqual(decisions[index], expected)
      return
    } catch (fault) {
      if (tries === 100) throw fault
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }
}

/** What stands behind the first header field, which must be the gate's `Received`. */
function behindReceived(content: Buffer): Buffer {
  const text = content.toString('latin1')
  const field = /^Received: from [^\r]*(?:\r\n[ \t][^\r]*)*\r\n/.exec(text)
  assert.ok(field !== null, `no Received of the gate in front:\n${text.slice(0, 300)}`)
  assert.match(field[0], /by gate\.example /)
  return content.subarray(field[0].length)
}

async function throughScriptedHop(story: Story): Promise<void> {
  const port = await freePort()
  const { replies, offers, down } = story.hop
  const startHop = async (): Promise<ScriptedHop> =>
    await startScriptedHop({
      port,
      ...(offers === undefined ? {} : { offers }),
      at: ({ line }) => Object.entries(replies).find(([beginning]) => line.startsWith(beginning))?.[1],
    })
  await using early = down === false ? await startHop() : undefined
  await using gate = await startGate(settingsOf(story, port))
  await speak(story, gate.port)
  await expectDecisions(gate, story)
  await using late = down === 'at-first' ? await startHop() : undefined
  const mails = (early ?? late)?.mails ?? []
  // A letter of the gate goes out after its answer.
  for (let tries = 0; mails.length < story.outgoing.length && tries < 200; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  assert.equal(mails.length, story.outgoing.length, 'how many mails went out')
  for (const [index, expected] of story.outgoing.entries()) {
    const mail = mails[index]
    assert.ok(mail !== undefined)
    const content = Buffer.from(mail.wire.toString('latin1').replaceAll(/(^|\r\n)\.\./g, '$1.'), 'latin1')
    if (expected.from !== undefined) assert.equal(mail.from, expected.from)
    if (expected.to !== undefined) assert.deepEqual(mail.recipients, expected.to)
    if (expected.mail !== undefined) assert.deepEqual(behindReceived(content), mailOf(story, expected.mail))
    for (const text of expected.contains)
      assert.ok(content.includes(text), `${text} in\n${content.toString()}`)
    if (expected.text.length > 0) {
      const words = (await PostalMime.parse(content)).text ?? ''
      for (const text of expected.text) assert.ok(words.includes(text), `${text} in\n${words}`)
    }
  }
}

async function throughPostfix(story: Story): Promise<void> {
  await using behind = await startPostfix({ mail: { kind: 'keep' } })
  await using gate = await startGate(settingsOf(story, behind.port))
  const kind = story.postfix === 'before-queue' ? 'proxy-filter' : 'relay'
  await using before = await startPostfix({ mail: { kind, port: gate.port } })
  await speak(story, before.port)
  const mails = await behind.waitForMails(story.outgoing.length)
  await before.waitForEmptyQueue()
  await expectDecisions(gate, story)
  assert.equal(mails.length, story.outgoing.length, 'how many mails went out')
  for (const [index, expected] of story.outgoing.entries()) {
    const content = mails[index]?.toString('latin1') ?? ''
    if (expected.mail !== undefined) {
      const original = mailOf(story, expected.mail).toString('latin1').replaceAll('\r\n', '\n')
      assert.ok(content.endsWith(original), `the mail's own bytes at the end of\n${content}`)
    }
    for (const text of expected.contains) assert.ok(content.includes(text), `${text} in\n${content}`)
  }
}

// Much of a story is waiting for processes to start, and each has ports and folders of its own.
describe('a mail passes', { concurrency: 3 }, () => {
  for (const story of allStories()) {
    const withPostfix = story.postfix !== 'none'
    it(story.story, { skip: withPostfix && leftOutWithout('postfix') }, async () => {
      await (withPostfix ? throughPostfix(story) : throughScriptedHop(story))
    })
  }
})
