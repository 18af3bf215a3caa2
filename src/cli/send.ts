/** `sekisho send`: a test mail through the gate, and what became of it. */

import { accessSync, constants } from 'node:fs'
import { type Command, Option } from 'commander'
import { codeOf } from '../store/fault-code.ts'
import { cliTexts } from '../text/cli.ts'
import { sendTexts } from '../text/cli-send.ts'
import type { Language } from '../text/language.ts'
import { collectAddresses } from './addresses.ts'
import { CommandFailure, exit } from './exit.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { indentedText } from './layout.ts'
import { type Sending, sendLetter } from './send-letter.ts'

/** Where `npm start` listens. */
const defaultServer = '127.0.0.1:2525'

interface SendOptions {
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly cc?: readonly string[]
  readonly bcc?: readonly string[]
  readonly subject: string
  readonly body: string
  readonly attach: readonly string[]
  readonly server: string
  readonly json?: true
}

function readServer(server: string, language: Language): { host: string; port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(server)
  const host = match?.[1] ?? match?.[2]
  const port = Number(match?.[3])
  if (host === undefined || port < 1 || port > 65_535) {
    throw new CommandFailure(sendTexts[language].badServer(server))
  }
  return { host, port }
}

function checkReadable(file: string, language: Language): void {
  try {
    accessSync(file, constants.R_OK)
  } catch (error) {
    throw new CommandFailure(cliTexts[language].cannotRead(file, codeOf(error)))
  }
}

function exitCodeOf(sending: Sending): number {
  switch (sending.kind) {
    case 'accepted':
      return sending.refused.length === 0 ? exit.yes : exit.no
    case 'answered':
      return sending.answer.code >= 500 ? exit.no : exit.failed
    case 'unreachable':
    case 'broken-off':
      return exit.failed
  }
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}

/** The same command with the first address of a refusal that was not in the mail added to Cc. */
function betterCommand(answer: readonly string[], options: SendOptions): string | undefined {
  const used = [...options.from, ...options.to, ...(options.cc ?? []), ...(options.bcc ?? [])]
  const known = new Set(used.map((address) => address.toLowerCase()))
  const named = answer.join(' ').match(/[^\s<>(),;:"]+@[^\s<>(),;:"]*[^\s<>(),;:".]/g) ?? []
  const approver = named.find((address) => !known.has(address.toLowerCase()))
  if (approver === undefined) return undefined
  const words = ['npx', 'sekisho', 'send', '--from', ...options.from, '--to', options.to.join(',')]
  if (options.server !== defaultServer) words.splice(3, 0, '--server', options.server)
  words.push('--cc', [...(options.cc ?? []), approver].join(','))
  return words.map(shellWord).join(' ')
}

/** The outcome laid out for a newcomer. */
function outcomeText(sending: Sending, options: SendOptions, language: Language): string {
  const texts = sendTexts[language]
  const { server } = options
  if (sending.kind === 'unreachable') throw new CommandFailure(texts.unreachable(server, sending.cause))
  if (sending.kind === 'broken-off') throw new CommandFailure(texts.brokenOff(server, sending.cause))
  const { code, enhanced, lines } = sending.answer
  const status = [code, enhanced].filter((part) => part !== '').join(' ')
  const answer = ['', texts.answer, `  ${status}`, ...lines.flatMap((line) => indentedText(line, '  '))]
  if (sending.kind === 'accepted') {
    const refused = sending.refused.map(({ address, response }) => `  ${address}: ${response}`)
    return [
      refused.length === 0 ? texts.accepted(server) : texts.acceptedInPart(server),
      ...answer,
      ...(refused.length === 0 ? [] : ['', texts.refusedRecipients, ...refused]),
    ].join('\n')
  }
  if (code < 500) return [texts.notNow(server), ...answer].join('\n')
  const better = betterCommand(lines, options)
  return [
    texts.refused(server),
    ...answer,
    ...(better === undefined ? [] : ['', texts.tryWith, `  ${better}`]),
  ].join('\n')
}

async function send(options: SendOptions, language: Language): Promise<void> {
  const [from, ...more] = options.from
  if (from === undefined || more.length > 0) throw new CommandFailure(sendTexts[language].tooManyAddresses)
  for (const file of options.attach) checkReadable(file, language)
  const sending = await sendLetter(
    {
      from,
      to: options.to,
      cc: options.cc ?? [],
      bcc: options.bcc ?? [],
      subject: options.subject,
      body: options.body,
      files: options.attach,
    },
    readServer(options.server, language),
  )
  process.exitCode = exitCodeOf(sending)
  const output = options.json ? JSON.stringify(sending) : outcomeText(sending, options, language)
  process.stdout.write(`${output}\n`)
}

/** Adds `send` to the program. */
export function registerSend(program: Command): void {
  const language = languageOf(program)
  const texts = sendTexts[language]
  const command = program
    .command('send')
    .description(texts.description)
    .addOption(
      new Option('--from <address>', texts.fromOption).argParser(collectAddresses).makeOptionMandatory(),
    )
    .addOption(
      new Option('--to <addresses>', texts.toOption).argParser(collectAddresses).makeOptionMandatory(),
    )
    .option('--cc <addresses>', texts.ccOption, collectAddresses)
    .option('--bcc <addresses>', texts.bccOption, collectAddresses)
    .option('--subject <text>', texts.subjectOption, texts.defaultSubject)
    .option('--body <text>', texts.bodyOption, texts.defaultBody)
    .option('--attach <file>', texts.attachOption, (file: string, before: string[]) => [...before, file], [])
    .option('--server <host:port>', texts.serverOption, defaultServer)
    .option('--json', cliTexts[language].jsonOption)
    .action((options: SendOptions) => send(options, language))
  addExamples(command, texts.examples, texts.exitCodes)
}
