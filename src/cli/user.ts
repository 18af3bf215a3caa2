/** `sekisho user hash`: turns a password into the hash for `users` of the configuration. Shows and keeps no password. */

import { text } from 'node:stream/consumers'

import type { Command } from 'commander'

import { hashPassword } from '../config/password-hash.ts'
import { userTexts } from '../text/cli-user.ts'

import { CommandFailure } from './exit.ts'
import { addExamples } from './help.ts'
import { askSecret } from './ask-secret.ts'
import { languageOf } from './language.ts'

const shortest = 8
const longest = 1_000

/** Adds `user` to the program. */
export function registerUser(program: Command): void {
  const language = languageOf(program)
  const texts = userTexts[language]
  const user = program.command('user').description(texts.description).helpCommand(false)
  const hash = user
    .command('hash')
    .description(texts.hashDescription)
    .action(async () => {
      const password = process.stdin.isTTY ? await askTwice() : firstLine(await text(process.stdin))
      const octets = Buffer.byteLength(password)
      if (Array.from(password).length < shortest) throw new CommandFailure(texts.tooShort(shortest))
      if (octets > longest) throw new CommandFailure(texts.tooLong(longest))
      process.stdout.write(`${await hashPassword(password)}\n`)
    })
  addExamples(hash, texts.examples, texts.exitCodes)

  async function askTwice(): Promise<string> {
    const password = await askSecret(texts.ask)
    if ((await askSecret(texts.askAgain)) !== password) throw new CommandFailure(texts.differ)
    return password
  }
}

function firstLine(given: string): string {
  return given.split(/\r?\n/, 1)[0] ?? ''
}
