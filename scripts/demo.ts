/**
 * `npm run demo`: policies from a draft with mistakes to proof, to being in force, and back, on real mails through a gate of
 * its own. Shows each command and what it prints.
 */

import { z } from 'zod'

import { languageOfTerminal } from '../src/cli/language.ts'
import { demoTexts } from '../src/text/demo.ts'

import { demoMails, encryptedMail, type DemoMail } from './demo/mails.ts'
import { setStage, type Stage } from './demo/stage.ts'

const language = languageOfTerminal(process.argv.slice(2), process.env)
const { begin, steps, end } = demoTexts[language]

/** What `send --json` prints of an answer. */
const sent = z.object({
  answer: z.object({ code: z.number(), enhanced: z.string(), lines: z.array(z.string()) }),
})
const longestReply = 170

const policies = 'examples/policies/policies.yaml'
const withConfig = ['--config', 'CONFIG']

await using stage = await setStage(language)
const mails = demoMails(stage)

stage.say(begin(stage.outbox))

stage.say(steps.shipped)
sendAll(mails)

stage.say(steps.mistake)
const draft = stage.write(
  'draft.yaml',
  `version: 1
lists: { rivals: { domains: [rival.example] } }
policies:
  - { id: campaign, until: 2026-01-31, when: { subject: { words: 年賀 } }, action: pass }
  - { id: outside, when: { recipients: { any: { outside: true } } }, action: pass, stop: true }
  - { id: rivals, when: { recipients: { any: { outside: true, domain: { list: rivals } } } }, action: refuse }
  - id: many
    when: [{ outsideDomains: { atLeast: 5 } }, { outsideDomains: { atMost: 3 } }]
    action: refuse
`,
)
stage.run(['policy', 'check', draft, ...withConfig])

stage.say(steps.cases)
stage.run(
  ['policy', 'test', 'examples/policies/cases', '--policies', policies, '--coverage', '100', ...withConfig],
  12,
)

stage.say(steps.save)
stage.run(['policy', 'save', policies, '--reason', 'rivals, PPAP, personal data', ...withConfig])

stage.say(steps.replay)
stage.run(['policy', 'replay', '--revision', 'newest', '--since', '1d', ...withConfig])

stage.say(steps.activate)
stage.run(['policy', 'activate', '1', '--reason', 'agreed by compliance', ...withConfig])

stage.say(steps.again)
sendAll(mails)

stage.say(steps.explain)
const mail = encryptedMail(stage)
stage.run(['explain', '--eml', mail.eml, '--mail-from', mail.from, '--rcpt', mail.to, ...withConfig], 60)

stage.say(steps.search)
stage.run(['decisions', 'search', '--since', '1d', ...withConfig], 20)

stage.say(steps.lists)
stage.run(['list', 'add', 'rivals', 'newcomer.example', '--reason', 'named by sales', ...withConfig])

stage.say(steps.api)
await askBeforehand(stage)

stage.say(steps.rollback)
stage.run(['policy', 'rollback', '--reason', 'sales complains', ...withConfig])
stage.run(['policy', 'list', ...withConfig])

stage.say(end)

/** What became of each: the gate's answer, as far as it fits in two lines. */
function sendAll(all: readonly DemoMail[]): void {
  for (const { subject, words } of all) {
    const { answer } = sent.parse(JSON.parse(stage.quietly([...words, '--json'])))
    const reply = `${answer.code} ${answer.enhanced} ${answer.lines[0] ?? ''}`
    const shown = reply.length > longestReply ? `${reply.slice(0, longestReply)} …` : reply
    process.stdout.write(`  ${subject}\n      ${shown}\n`)
  }
}

async function askBeforehand({ quietly, api }: Stage): Promise<void> {
  const token = quietly(['token', 'create', 'demo', '--scope', 'check', ...withConfig])
    .split('\n')
    .find((line) => line.startsWith('sekisho_'))
  const body = { from: 'katayama.junichi@example.co.jp', to: ['partner@customer.example'] }
  const response = await fetch(`${api}/v1/check`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token ?? ''}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  process.stdout.write(
    `POST /v1/check ${JSON.stringify(body)}\n${JSON.stringify(await response.json(), undefined, 2)}\n`,
  )
}
