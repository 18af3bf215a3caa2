/** Next hops that fail in every way, all at once, each by a route of its own through one gate. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { test, type TestContext } from 'node:test'

import { handIn } from '../gate/hand-in.ts'
import { writeCertificate } from '../peers/certificate.ts'
import { freePort } from '../peers/free-port.ts'
import { startScriptedHop, type KeptMail, type ScriptedHop } from '../peers/scripted-hop.ts'
import { composeMail } from './clients.ts'
import { comesTrue, pause } from './form.ts'
import { prepareGate } from './gate-process.ts'
import { hopCases, type HopCase } from './next-hop-cases.ts'
import { hastyQueue } from './settings.ts'
import { leftIn } from './spool-left.ts'

interface Running {
  readonly hopCase: HopCase
  readonly domain: string
  readonly port: number
  readonly hop: () => ScriptedHop | undefined
  /** For a host that only listens later. */
  readonly wakeUp: () => Promise<void>
}

async function startCase(context: TestContext, hopCase: HopCase, number: number): Promise<Running> {
  const { hop: script } = hopCase
  let hop: ScriptedHop | undefined
  const port = typeof script === 'string' ? await freePort() : undefined
  if (typeof script !== 'string') hop = await startScriptedHop(script())
  context.after(async () => await hop?.close())
  return {
    hopCase,
    domain: `case-${number}.example`,
    port: port ?? hop?.port ?? 0,
    hop: () => hop,
    wakeUp: async () => {
      if (script === 'nobody at first' && port !== undefined) hop = await startScriptedHop({ port })
    },
  }
}

function contentFor({ hopCase, domain }: Running): string {
  const recipients = (hopCase.recipients ?? ['a']).map((local) => `${local}@${domain}`)
  if (hopCase.isReport !== true) return composeMail(`1@${domain}`, 200, recipients).wire.toString()
  const parts = ['text/plain', 'message/delivery-status'].map(
    (type) => `--x\r\nContent-Type: ${type}\r\n\r\nReporting-MTA: dns; inside.example.co.jp\r\n\r\n`,
  )
  const fields = [
    `Message-ID: <1@${domain}>`,
    'From: mailer-daemon@example.co.jp',
    `To: ${recipients.join(', ')}`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary=x',
  ]
  return `${fields.join('\r\n')}\r\n\r\n${parts.join('')}--x--\r\n`
}

/** What is not yet, or no longer, as promised. */
function faultsOf(running: Running, answer: string, home: readonly KeptMail[]): readonly string[] {
  const { hopCase, domain, hop } = running
  const { copies = {}, bounced = [], recipients = ['a'] } = hopCase
  const faults: string[] = []
  if (!hopCase.answer.test(answer)) faults.push(`the client heard ${answer}`)
  const mails = hop()?.mails ?? []
  for (const local of recipients) {
    const [least, most] = copies[local] ?? [1, 1]
    const count = mails.filter((mail) => mail.recipients.includes(`${local}@${domain}`)).length
    if (count < least || count > most) faults.push(`${count} copies for ${local}`)
  }
  for (const { wire, encrypted } of mails) {
    const text = wire.toString()
    if (!text.endsWith(contentFor(running))) faults.push('the content was changed')
    if (hopCase.mustBeEncrypted === true && !encrypted) faults.push('it went out in clear text')
  }
  const reports = home
    .filter(({ from }) => from === '')
    .map(({ wire }) => wire.toString())
    .filter((text) => text.includes(`@${domain}`))
  const failures = reports.filter((text) => /^Action: failed/im.test(text))
  for (const local of recipients) {
    const told = failures.filter((text) =>
      new RegExp(`^Final-Recipient: *rfc822; *${local}@${domain}`, 'im').test(text),
    ).length
    if (told !== (bounced.includes(local) ? 1 : 0)) faults.push(`${told} bounces for ${local}`)
  }
  const warnings = reports.filter((text) => /^Action: delayed/im.test(text)).length
  if (hopCase.isWarned === true ? warnings !== 1 : warnings > 1) faults.push(`${warnings} warnings`)
  return faults
}

test('whatever the next hop does, the mail is delivered or comes back, as promised', async (context) => {
  const home = await startScriptedHop({})
  context.after(async () => await home.close())
  const gateFiles = await prepareGate(context, { settings: {} })
  const { certificate, key } = await writeCertificate(gateFiles.folder)
  const secureContext = createSecureContext({ cert: readFileSync(certificate), key: readFileSync(key) })
  const cases = await Promise.all(
    hopCases(secureContext).map(async (hopCase, number) => await startCase(context, hopCase, number)),
  )
  const gate = await prepareGate(context, {
    settings: {
      ...hastyQueue(home.port),
      queue: { firstRetry: 0.3, longestRetry: 1, warnAfter: 4, giveUpAfter: 7 },
      routes: cases.map(({ hopCase, domain, port }) => ({
        domains: [domain],
        nextHop: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port, tls: 'none', ...hopCase.host }] },
      })),
    },
  })
  await gate.start()
  const answers = await Promise.all(
    cases.map(async (running) => {
      const to = (running.hopCase.recipients ?? ['a']).map((local) => `${local}@${running.domain}`)
      const from = running.hopCase.isReport === true ? '' : 'takahashi@example.co.jp'
      return await handIn(gate.port, { from, to, content: contentFor(running) })
    }),
  )
  for (const { wakeUp } of cases) await wakeUp()
  const faults = (): readonly string[] =>
    cases.flatMap((running, index) =>
      faultsOf(running, answers[index] ?? '', home.mails).map(
        (fault) => `A next hop that ${running.hopCase.what} (${running.domain}): ${fault}`,
      ),
    )
  await comesTrue(() => faults().length === 0, 25_000)
  // Nothing more may come now.
  await pause(1_000)
  await gate.stop()
  const found = faults()
  const domains = found.flatMap((fault) => /\((.*?)\)/.exec(fault)?.[1] ?? [])
  const logged = domains.flatMap((domain) => gate.tracesOf(domain).slice(-6))
  assert.deepEqual(found, [], [...found, ...logged].join('\n'))

  assert.deepEqual(await leftIn(gate.spool), [])
})
