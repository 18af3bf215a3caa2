import assert from 'node:assert/strict'
import { openSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import type { NewMail } from '../../src/store/spool.ts'

import {
  busy,
  delivered,
  mail,
  noon,
  octetsOf,
  opened,
  recipient,
  temporaryFolder,
  textOf,
} from './spool-mails.ts'

describe('a spool', () => {
  it('gives a mail back as it was taken, also after a restart', async (test) => {
    const folder = temporaryFolder(test)
    const kept = mail('m1', {
      envelope: { from: '', ret: 'headers', envid: 'QQ+3D', smtputf8: true, eightBit: true },
      recipients: [
        {
          address: '営業@example.com',
          notify: ['success', 'delay'],
          orcpt: 'rfc822;a@b.example',
          route: 'mx',
        },
        { address: 'b@example.com', notify: ['never'], orcpt: undefined, route: 'smart-hosts' },
      ],
      kind: 'report',
    })
    const first = await opened(test, folder)
    await first.spool.commit({ accept: [kept] })
    await first.spool.close()
    const { spool } = await opened(test, folder)
    const shown = await spool.show('m1')
    assert.ok(shown !== undefined)
    const { kind, at, envelope, trace, decisionId, bornAt, expiresAt } = kept
    assert.deepEqual(
      { ...shown, recipients: shown.recipients.map(({ lastReply: _reply, ...rest }) => rest) },
      {
        id: 'm1',
        kind,
        at,
        envelope,
        trace,
        decisionId,
        bornAt,
        expiresAt,
        state: 'deferred',
        size: 400,
        isWarned: false,
        note: '',
        recipients: kept.recipients.map((one) => ({ ...one, state: 'waiting', attempts: 0, dueAt: noon })),
      },
    )
    assert.deepEqual(await octetsOf(spool, 'm1'), textOf('m1', 400))
  })

  it('gives the header with its content, dots undone', async (test) => {
    const { spool } = await opened(test)
    const wire = Buffer.from('Subject: a\r\n..b: c\r\n\r\n..body\r\n')
    const content: NewMail['content'] = {
      wire: { kind: 'memory', chunks: [wire] },
      size: wire.length,
      dotted: true,
    }
    await spool.commit({ accept: [mail('m1', { content })] })
    const reading = await spool.read('m1')
    assert.ok(reading.kind === 'content')
    assert.equal(reading.content.header.toString(), 'Subject: a\r\n.b: c\r\n\r\n')
    assert.equal(reading.content.dotted, true)
  })

  for (const octets of [0, 262_144, 262_145, 3_000_000]) {
    it(`keeps a content of ${octets} octets, from memory and from a file`, async (test) => {
      const folder = temporaryFolder(test)
      const { spool } = await opened(test, folder)
      const wire = textOf('big', Math.max(octets, 40)).subarray(0, octets)
      const path = join(folder, 'incoming', 'taken-in')
      writeFileSync(path, wire)
      const descriptor = openSync(path, 'r')
      const inFile: NewMail['content'] = { wire: { kind: 'file', descriptor }, size: octets, dotted: false }
      const chunks = [wire.subarray(0, 10), wire.subarray(10)]
      const inMemory: NewMail['content'] = { wire: { kind: 'memory', chunks }, size: octets, dotted: false }
      await spool.commit({ accept: [mail('a', { content: inMemory }), mail('b', { content: inFile })] })
      assert.deepEqual(await octetsOf(spool, 'a'), wire)
      assert.deepEqual(await octetsOf(spool, 'b'), wire)
    })
  }

  it('puts all that waits on disk together', async (test) => {
    const { spool } = await opened(test)
    const ids = Array.from({ length: 200 }, (_, index) => `m${index}`)
    await Promise.all(ids.map(async (id) => await spool.commit({ accept: [mail(id)] })))
    const { groups, changes, mails } = await spool.statistics()
    assert.equal(changes, 200)
    assert.equal(mails.deferred, 200)
    assert.ok(groups <= 2, `${groups} groups`)
    for (const id of ids) assert.deepEqual(await octetsOf(spool, id), textOf(id, 400))
  })

  it('does the whole of a change or nothing of it, and leaves its neighbours alone', async (test) => {
    const { spool } = await opened(test)
    await spool.commit({ accept: [mail('old')] })
    const settle = [
      { id: 'old', recipients: [{ index: 0, outcome: { kind: 'delivered', lastReply: delivered } }] },
    ] as const
    const faulty = spool.commit({ accept: [mail('new'), mail('new')], settle })
    const sound = spool.commit({ accept: [mail('other')] })
    await assert.rejects(faulty, { name: 'SpoolFault' })
    await sound
    assert.equal(await spool.show('new'), undefined)
    assert.ok((await spool.show('old')) !== undefined)
    assert.ok(spool.isReady)
    await spool.commit({ accept: [mail('new')], settle })
    assert.ok((await spool.show('new')) !== undefined)
    assert.equal(await spool.show('old'), undefined)
  })

  it('accepts a mail with a key once, also after a restart, also when two come at a time', async (test) => {
    const folder = temporaryFolder(test)
    const first = await opened(test, folder)
    const started = Date.now()
    const both = await Promise.all([
      first.spool.commit({ accept: [mail('n1', { kind: 'notice', once: 'key' })] }),
      first.spool.commit({ accept: [mail('n2', { kind: 'notice', once: 'key' }), mail('m')] }),
    ])
    const since = both[1].known[0]?.since ?? 0
    assert.ok(since >= started && since <= Date.now())
    assert.deepEqual(both, [{ known: [] }, { known: [{ id: 'n2', since }] }])
    await first.spool.drop(['n1'])
    await first.spool.close()
    const { spool } = await opened(test, folder)
    assert.deepEqual(await spool.commit({ accept: [mail('n3', { once: 'key' })] }), {
      known: [{ id: 'n3', since }],
    })
    assert.deepEqual(
      (await spool.list({}, 10)).map(({ id }) => id),
      ['m'],
    )
  })

  it('gives due mails once until they are settled, longest overdue first', async (test) => {
    const { spool } = await opened(test)
    await spool.commit({
      accept: [
        mail('late', { dueAt: noon + 2 }),
        mail('early', { dueAt: noon + 1 }),
        mail('future', { dueAt: noon + 100 }),
        mail('here', { isActive: true }),
        mail('held', { state: 'held', note: 'why' }),
      ],
    })
    assert.equal(await spool.nextDueAt(0), noon + 1)
    const { mails: due } = await spool.due(10, noon + 50)
    assert.deepEqual(
      due.map(({ id }) => id),
      ['early', 'late'],
    )
    assert.deepEqual((await spool.due(10, noon + 50)).mails, [])
    assert.equal(await spool.nextDueAt(0), noon + 100)
    const outcome = { kind: 'deferred', dueAt: noon + 40, lastReply: busy } as const
    await spool.commit({ settle: [{ id: 'early', recipients: [{ index: 0, outcome }], isWarned: true }] })
    const [again] = (await spool.due(10, noon + 50)).mails
    assert.equal(again?.id, 'early')
    assert.equal(again.isWarned, true)
    assert.deepEqual(again.recipients[0], {
      ...recipient('partner@example.com'),
      state: 'waiting',
      attempts: 1,
      dueAt: noon + 40,
      lastReply: busy,
    })
  })

  it('makes mails in delivery due again after a restart', async (test) => {
    const folder = temporaryFolder(test)
    const first = await opened(test, folder)
    await first.spool.commit({ accept: [mail('a', { isActive: true }), mail('b')] })
    await first.spool.due(10, noon)
    await first.spool.close()
    const { spool } = await opened(test, folder)
    assert.deepEqual((await spool.due(10, noon)).mails.map(({ id }) => id).toSorted(), ['a', 'b'])
  })

  it('keeps a mail until its last recipient is settled, and goes on leaving it out while told so', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    const recipients = [recipient('a@example.com', 'one'), recipient('b@example.com', 'two')]
    await spool.commit({ accept: [mail('m', { recipients, isActive: true })] })
    const outcome = { kind: 'delivered', lastReply: delivered } as const
    await spool.commit({ settle: [{ id: 'm', recipients: [{ index: 0, outcome }], staysActive: true }] })
    assert.deepEqual((await spool.due(10, noon)).mails, [])
    assert.deepEqual(
      (await spool.show('m'))?.recipients.map(({ state }) => state),
      ['delivered', 'waiting'],
    )
    const postponed = { kind: 'postponed', dueAt: noon } as const
    await spool.commit({ settle: [{ id: 'm', recipients: [{ index: 1, outcome: postponed }] }] })
    const [due] = (await spool.due(10, noon)).mails
    assert.equal(due?.recipients[1]?.attempts, 0)
    await spool.commit({ settle: [{ id: 'm', recipients: [{ index: 1, outcome }] }] })
    assert.equal(await spool.show('m'), undefined)
    assert.deepEqual(await spool.read('m'), { kind: 'gone' })
  })

  it('has done with a segment when its last mail is settled, not before', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    await spool.commit({ accept: [mail('a'), mail('b')] })
    const files = (): readonly number[] =>
      ['segments', 'bodies', 'incoming'].map((name) => readdirSync(join(folder, name)).length)
    assert.deepEqual(files(), [1, 0, 0])
    const outcome = { kind: 'failed', lastReply: busy } as const
    const settle = async (id: string): Promise<void> => {
      await spool.commit({ settle: [{ id, recipients: [{ index: 0, outcome }] }] })
      await spool.statistics()
    }
    await settle('a')
    assert.deepEqual(files(), [1, 0, 0])
    await spool.commit({ accept: [mail('c')] })
    assert.deepEqual(files(), [2, 0, 0])
    await settle('b')
    await settle('c')
    // They wait to be written over, and go at the end.
    await spool.commit({ accept: [mail('d')] })
    assert.deepEqual(files(), [2, 0, 0])
    await settle('d')
    await spool.close()
    assert.deepEqual(files(), [0, 0, 0])
  })

  it('holds, releases, retries and drops, and says which', async (test) => {
    const { spool } = await opened(test)
    await spool.commit({ accept: [mail('a', { dueAt: noon + 9_000_000 }), mail('b')] })
    assert.deepEqual(await spool.hold(['a', 'nobody'], 'asked for by the auditor'), ['a'])
    assert.deepEqual(await spool.hold(['a'], 'again'), [])
    assert.equal((await spool.show('a'))?.note, 'asked for by the auditor')
    assert.deepEqual(await spool.retry(['a'], noon), [])
    assert.deepEqual(await spool.release(['a', 'b'], noon + 1_000), ['a'])
    const released = await spool.show('a')
    assert.equal(released?.bornAt, noon + 1_000)
    assert.equal(released.expiresAt, noon + 432_001_000)
    assert.deepEqual(
      (await spool.due(10, noon + 1_000)).mails.map(({ id }) => id),
      ['b', 'a'],
    )
    assert.deepEqual(await spool.drop(['a', 'b', 'c']), ['a', 'b'])
    assert.deepEqual(await spool.list({}, 10), [])
  })

  it('lets a mail be held while it is in delivery: what the delivery brings still counts', async (test) => {
    const { spool } = await opened(test)
    const recipients = [recipient('a@example.com'), recipient('b@example.com')]
    await spool.commit({ accept: [mail('m', { recipients, isActive: true })] })
    await spool.hold(['m'], 'wait')
    const outcomes = [
      { index: 0, outcome: { kind: 'delivered', lastReply: delivered } },
      { index: 1, outcome: { kind: 'deferred', dueAt: noon, lastReply: busy } },
    ] as const
    await spool.commit({ settle: [{ id: 'm', recipients: outcomes }] })
    assert.equal((await spool.show('m'))?.state, 'held')
    assert.deepEqual((await spool.due(10, noon + 1)).mails, [])
  })

  it('lists by state, route and text, page by page, and counts by state and route', async (test) => {
    const { spool } = await opened(test)
    await spool.commit({
      accept: [
        mail('m1', { recipients: [recipient('Yamada_1@example.com', 'mx')] }),
        mail('m2', { recipients: [recipient('x@example.com', 'mx'), recipient('y@example.com')] }),
        mail('m3', { state: 'held', kind: 'notice', note: 'n' }),
      ],
    })
    const ids = async (...asked: Parameters<typeof spool.list>): Promise<readonly string[]> =>
      (await spool.list(...asked)).map(({ id }) => id)
    assert.deepEqual(await ids({}, 2), ['m1', 'm2'])
    assert.deepEqual(await ids({}, 2, 'm2'), ['m3'])
    assert.deepEqual(await ids({ route: 'mx' }, 9), ['m1', 'm2'])
    assert.deepEqual(await ids({ state: 'held', kind: 'notice' }, 9), ['m3'])
    assert.deepEqual(await ids({ text: 'YAMADA_1@' }, 9), ['m1'])
    assert.deepEqual(await ids({ text: 'yamada%' }, 9), [])
    assert.deepEqual(await ids({ text: 'tanaka', state: 'deferred' }, 9), ['m1', 'm2'])
    assert.deepEqual(await spool.count(), [
      { state: 'deferred', route: 'mx', mails: 2, recipients: 2 },
      { state: 'deferred', route: 'smart-hosts', mails: 1, recipients: 1 },
      { state: 'held', route: 'smart-hosts', mails: 1, recipients: 1 },
    ])
    const { mails, octets, active, oldestAt } = await spool.statistics()
    assert.deepEqual(
      { mails, octets, active, oldestAt },
      {
        mails: { deferred: 2, held: 1, corrupt: 0 },
        octets: 1_200,
        active: 0,
        oldestAt: noon,
      },
    )
  })

  it('refuses a mail without recipients, which would never be delivered and never go', async (test) => {
    const { spool } = await opened(test)
    await assert.rejects(spool.commit({ accept: [mail('m', { recipients: [] })] }), /no recipients/)
  })

  it('refuses a content that is not as long as it says, and keeps nothing of its change', async (test) => {
    const folder = temporaryFolder(test)
    const { spool } = await opened(test, folder)
    for (const octets of [400, 300_000]) {
      const { content } = mail('m', {}, octets)
      const wrong = mail('wrong', { content: { ...content, size: octets + 1 } })
      const change = { accept: [mail('large', {}, 300_000), wrong] }
      await assert.rejects(spool.commit(change), { name: 'SpoolFault', message: /octets, \d+ expected/ })
    }
    assert.deepEqual(await spool.list({}, 9), [])
    assert.deepEqual(readdirSync(join(folder, 'incoming')), [])
  })

  it('commits what waits when it is closed, and rejects what comes later', async (test) => {
    const folder = temporaryFolder(test)
    const first = await opened(test, folder)
    const commits = ['a', 'b', 'c'].map(
      async (id) => await first.spool.commit({ accept: [mail(id, {}, 300_000)] }),
    )
    await first.spool.close()
    await Promise.all(commits)
    await assert.rejects(first.spool.commit({ accept: [mail('d')] }), { name: 'SpoolFault' })
    await assert.rejects(first.spool.due(1, noon), { name: 'SpoolFault' })
    const { spool } = await opened(test, folder)
    assert.equal((await spool.statistics()).mails.deferred, 3)
  })
})
