import assert from 'node:assert/strict'
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { connect as connectTls } from 'node:tls'
import { writeCertificate } from '../peers/certificate.ts'
import { openDialogue, type Dialogue } from '../peers/dialogue.ts'
import { freePort } from '../peers/free-port.ts'
import { hang, startScriptedHop } from '../peers/scripted-hop.ts'
import { startProcess, type Process } from './process.ts'

const supervisor = 'suzuki@example.co.jp'
const colleague = 'ito@example.co.jp'

async function handIn(dialogue: Dialogue, cc = supervisor): Promise<string> {
  await dialogue.askFor('MAIL FROM:<takahashi@example.co.jp>', /^250 /)
  await dialogue.askFor('RCPT TO:<client@example.com>', /^250 /)
  await dialogue.askFor('DATA', /^354 /)
  return await dialogue.ask(
    `From: takahashi@example.co.jp\r\nTo: client@example.com\r\nCc: ${cc}\r\nSubject: x\r\n\r\nx\r\n.`,
  )
}

async function greeted(port: number, host?: string): Promise<Dialogue> {
  const dialogue = await openDialogue({ port, ...(host === undefined ? {} : { localAddress: host }) })
  await dialogue.expect(/^220 /)
  await dialogue.askFor('EHLO client.example', /^250/)
  return dialogue
}

/** Of a connection by STARTTLS. */
async function certificateAt(port: number): Promise<string> {
  const dialogue = await greeted(port)
  await dialogue.askFor('STARTTLS', /^220 /)
  const plain = dialogue.socket()
  plain.removeAllListeners('data')
  return await new Promise((resolve, reject) => {
    const socket = connectTls({ socket: plain, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerX509Certificate()?.fingerprint256 ?? '')
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

const nextHop = (port: number): object => ({ kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port }] })

async function deliveredBy(gate: Process): Promise<number> {
  return (await readdir(join(gate.folder, 'outbox'))).filter((name) => name.endsWith('.eml')).length
}

test('SIGHUP while 50 clients send: no connection drops, no mail is lost, new connections get the new certificate', async () => {
  await using gate = await startProcess(async (folder) => ({
    listener: { tls: 'offered', ...(await writeCertificate(folder)) },
  }))
  const before = await certificateAt(gate.port)
  const enough = new AbortController()
  let sent = 0
  const clients = Array.from({ length: 50 }, async () => {
    const dialogue = await greeted(gate.port)
    while (!enough.signal.aborted) {
      assert.match(await handIn(dialogue), /^250 /)
      sent += 1
    }
    await dialogue.askFor('QUIT', /^221 /)
  })
  for (let round = 1; round <= 3; round += 1) {
    await writeCertificate(gate.folder)
    gate.signal('SIGHUP')
    await gate.saying(new RegExp(`(?:"event":"reloaded"[^]*){${round}}`))
  }
  const after = await certificateAt(gate.port)
  enough.abort()
  await Promise.all(clients)
  assert.notEqual(after, before)
  assert.ok(sent >= 50)
  assert.equal(await deliveredBy(gate), sent)
})

test('a session that is open takes new settings and rules between two mails, one under way keeps the old door', async () => {
  await using gate = await startProcess(() => ({}))
  const open = await greeted(gate.port)
  const midway = await greeted(gate.port)
  await midway.askFor('MAIL FROM:<takahashi@example.co.jp>', /^250 /)
  assert.match(await handIn(open), /^250 /)

  await gate.configure({ listener: { clients: ['192.0.2.1'] } })
  const { code, output } = await gate.run('reload')
  assert.equal(code, 0, output)
  assert.match(output, /^Reloaded: \d+ people \(snapshot [0-9a-f]{12}\)\.\n$/)
  await open.askFor('MAIL FROM:<takahashi@example.co.jp>', /^250 /)
  await open.askFor('RCPT TO:<client@example.com>', /^550 5\.7\.1 Relaying denied/)
  await midway.askFor('RCPT TO:<client@example.com>', /^250 /)
})

test('a mail is judged by the organization that is in force at its final dot', async () => {
  await using gate = await startProcess(() => ({}))
  const dialogue = await greeted(gate.port)
  const refused = await handIn(dialogue, colleague)
  assert.match(refused, /^550 5\.7\.1/)
  await dialogue.askFor('MAIL FROM:<takahashi@example.co.jp>', /^250 /)
  await dialogue.askFor('RCPT TO:<client@example.com>', /^250 /)
  await dialogue.askFor('DATA', /^354 /)
  const rules = join(gate.folder, 'rules.yaml')
  const text = await readFile(rules, 'utf8')
  await writeFile(rules, `${text}\n`)
  const snapshots = new Set<string>()
  snapshots.add(/"snapshot":"([0-9a-f]+)"/.exec(gate.said())?.[1] ?? '')
  const { output } = await gate.run('reload')
  snapshots.add(/snapshot ([0-9a-f]+)/.exec(output)?.[1] ?? '')
  assert.equal(snapshots.size, 2, 'another file is another snapshot')
  await dialogue.askFor('From: takahashi@example.co.jp\r\nTo: client@example.com\r\n\r\nx\r\n.', /^550 /)
  await new Promise((resolve) => setTimeout(resolve, 200))
  const [day = ''] = await readdir(join(gate.folder, 'var', 'decisions'))
  const records = (await readFile(join(gate.folder, 'var', 'decisions', day), 'utf8')).trim().split('\n')
  const judgedBy = records.map((line) => [...snapshots].find((name) => line.includes(name)))
  assert.deepEqual(judgedBy, [...snapshots])
})

test('a faulty configuration, organization, certificate or port changes nothing, is logged, and reload exits 1', async () => {
  await using taken = await startScriptedHop()
  await using gate = await startProcess(async (folder) => ({
    listener: { tls: 'offered', ...(await writeCertificate(folder)) },
  }))
  const dialogue = await greeted(gate.port)
  const certificate = await certificateAt(gate.port)
  const refusal = async (expected: RegExp): Promise<void> => {
    const { code, output } = await gate.run('reload')
    assert.match(output, expected)
    assert.equal(code, 1, output)
    assert.match(output, /nothing has changed/)
    assert.match(await handIn(dialogue), /^250 /)
    assert.equal(await certificateAt(gate.port), certificate)
  }
  const other = join(gate.folder, 'other')
  await mkdir(other)
  await writeCertificate(other)

  await gate.configure({ limts: {} })
  await refusal(/There is no setting "limts"/)
  await gate.configure({ decisions: { directory: 'elsewhere' }, operations: { enabled: false } })
  await refusal(/cannot change decisions\.directory, operations/)
  await gate.configure({ listener: { tls: 'offered', certificate: 'certificate.pem', key: 'other/key.pem' } })
  await refusal(/do not make a TLS certificate with its key/)
  const listeners = [
    { name: 'main', port: gate.port },
    { name: 'more', port: taken.port },
  ]
  await gate.configure({ listeners })
  await refusal(/Listener more: cannot listen/)
  await gate.configure({})
  await appendFile(join(gate.folder, 'hr.csv'), '"unclosed\n')
  await refusal(/hr\.csv:\d+/)
  await gate.saying(/(?:"event":"reload-failed"[^]*){4}/)
  assert.doesNotMatch(gate.said(), /"event":"reloaded"/)
})

test('listeners come and go with a reload', async () => {
  await using gate = await startProcess(() => ({}))
  const more = await freePort()
  const main = { name: 'main', port: gate.port }
  await gate.configure({ listeners: [main, { name: 'more', port: more }] })
  assert.equal((await gate.run('reload')).code, 0)
  const dialogue = await greeted(more)
  assert.match(await handIn(dialogue), /^250 /)
  await gate.configure({ listeners: [main] })
  assert.equal((await gate.run('reload')).code, 0)
  await dialogue.expect(/^421 4\.3\.2/)
  await assert.rejects(openDialogue({ port: more }))
  assert.match(await handIn(await greeted(gate.port)), /^250 /)
})

test('a new next hop takes the mails from the reload on', async () => {
  await using old = await startScriptedHop()
  await using fresh = await startScriptedHop()
  await using gate = await startProcess(() => ({ nextHop: nextHop(old.port) }))
  const dialogue = await greeted(gate.port)
  assert.match(await handIn(dialogue), /^250 /)
  await gate.configure({ nextHop: nextHop(fresh.port) })
  assert.equal((await gate.run('reload')).code, 0)
  assert.match(await handIn(dialogue), /^250 /)
  assert.deepEqual([old.mails.length, fresh.mails.length], [1, 1])
})

test('without a running gate reload says so and exits 2', async () => {
  const gate = await startProcess(() => ({}))
  gate.signal('SIGTERM')
  assert.equal(await gate.exited, 0)
  const { code, output } = await gate.run('reload')
  assert.equal(code, 2)
  assert.match(output, /no gate runs with this configuration/)
  await gate[Symbol.asyncDispose]()
})

test('a next hop that hangs does not keep the gate from stopping', async () => {
  await using hop = await startScriptedHop({ at: ({ step }) => (step === 'content' ? hang : undefined) })
  await using gate = await startProcess(() => ({ nextHop: nextHop(hop.port), deadlines: { stop: 1 } }))
  const dialogue = await greeted(gate.port)
  const answer = handIn(dialogue)
  await gate.saying(/Stop with/)
  while (!hop.commands.includes('DATA')) await new Promise((resolve) => setTimeout(resolve, 20))
  const started = performance.now()
  gate.signal('SIGTERM')
  await assert.rejects(answer, /closed/)
  assert.equal(await gate.exited, 0)
  assert.ok(performance.now() - started < 8_000)
})

test('SIGTERM answers the mail whose final dot has come, says 421 to the others, and exits 0', async () => {
  await using hop = await startScriptedHop()
  await using gate = await startProcess(() => ({
    nextHop: nextHop(hop.port),
  }))
  const idle = await greeted(gate.port)
  const inData = await greeted(gate.port)
  await inData.askFor('MAIL FROM:<takahashi@example.co.jp>', /^250 /)
  await inData.askFor('RCPT TO:<client@example.com>', /^250 /)
  await inData.askFor('DATA', /^354 /)
  gate.signal('SIGTERM')
  await idle.expect(/^421 4\.3\.2/)
  await inData.askFor(
    `From: takahashi@example.co.jp\r\nTo: client@example.com\r\nCc: ${supervisor}\r\n\r\nx\r\n.`,
    /^250 /,
  )
  await inData.expect(/^421 4\.3\.2/)
  inData.end()
  idle.end()
  assert.equal(await gate.exited, 0)
  assert.equal(hop.mails.length, 1)
  assert.match(gate.said(), /"event":"stopping"[^]*"event":"stopped"/)
})
