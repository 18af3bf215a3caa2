/** `sekisho token create|list|revoke`: who may use the API. Works on the desk database, whether the gate runs or not. */

import type { Command } from 'commander'

import { isScope, scopes } from '../store/scopes.ts'
import type { Token } from '../store/tokens.ts'
import { tokenTexts } from '../text/cli-token.ts'
import type { Language } from '../text/language.ts'
import { nearestWord } from '../text/nearest.ts'

import { withDesk } from './desk.ts'
import { CommandFailure, exit } from './exit.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { tableLines } from './layout.ts'
import { loginName } from './login-name.ts'

interface CreateOptions {
  readonly config: string
  readonly scope: readonly string[]
  readonly days?: string
}

interface ListOptions {
  readonly config: string
  readonly all?: true
  readonly json?: true
}

const proper = /^[a-z0-9][a-z0-9._-]{0,59}$/
const day = 86_400_000
const mostDays = 3_650

/** Adds `token` to the program. */
export function registerToken(program: Command): void {
  const language = languageOf(program)
  const texts = tokenTexts[language]
  const token = program.command('token').description(texts.description).helpCommand(false)
  const create = token
    .command('create')
    .argument('<name>')
    .description(texts.create)
    .requiredOption('--scope <scope>', texts.scopeOption(scopes), collect, [])
    .option('--days <days>', texts.daysOption)
    .requiredOption('--config <file>', texts.configOption)
    .action(async (name: string, options: CreateOptions) => await createToken(name, options, language))
  const list = token
    .command('list')
    .description(texts.list)
    .option('--all', texts.allOption)
    .option('--json', texts.jsonOption)
    .requiredOption('--config <file>', texts.configOption)
    .action(async (options: ListOptions) => await listTokens(options, language))
  const revoke = token
    .command('revoke')
    .argument('<name>')
    .description(texts.revoke)
    .requiredOption('--config <file>', texts.configOption)
    .action(
      async (name: string, { config }: { readonly config: string }) =>
        await revokeToken(name, config, language),
    )
  for (const command of [create, list, revoke]) addExamples(command, texts.examples, texts.exitCodes)
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}

async function createToken(name: string, options: CreateOptions, language: Language): Promise<void> {
  const texts = tokenTexts[language]
  if (!proper.test(name)) throw new CommandFailure(texts.badName)
  for (const scope of options.scope)
    if (!isScope(scope)) throw new CommandFailure(texts.badScope(scope, nearestWord(scope, scopes)))
  if (options.scope.length === 0) throw new CommandFailure(texts.noScope)
  const wanted = [...new Set(options.scope)].toSorted()
  const now = Date.now()
  const expiresAt = options.days === undefined ? undefined : now + daysOf(options.days, language) * day
  const createdBy = loginName()
  const { createToken: create } = await import('../store/tokens.ts')
  const secret = await withDesk(
    options.config,
    language,
    async (desk) => await create(desk, { name, scopes: wanted, createdAt: now, createdBy, expiresAt }),
  )
  if (secret === undefined) throw new CommandFailure(texts.taken(name))
  const until = expiresAt === undefined ? undefined : moment(expiresAt)
  // The secret alone on standard output, so that a script can take it.
  process.stderr.write(`${texts.created(name, wanted, until)}\n`)
  process.stdout.write(`${secret}\n`)
  process.stderr.write(`${texts.shownOnce}\n`)
}

function daysOf(text: string, language: Language): number {
  const days = Number(text)
  if (!Number.isInteger(days) || days < 1 || days > mostDays)
    throw new CommandFailure(tokenTexts[language].badDays)
  return days
}

async function listTokens({ config, all, json }: ListOptions, language: Language): Promise<void> {
  const texts = tokenTexts[language]
  const now = Date.now()
  const { listTokens: list } = await import('../store/tokens.ts')
  const tokens = (await withDesk(config, language, list)).filter(
    (token) => all === true || stateOf(token, now) === 'good',
  )
  if (json === true) {
    process.stdout.write(
      `${JSON.stringify(
        tokens.map((token) => jsonOf(token, now)),
        undefined,
        2,
      )}\n`,
    )
    return
  }
  if (tokens.length === 0) {
    process.stdout.write(`${texts.none}\n`)
    return
  }
  const rows = tokens.map((token) => [
    token.name,
    texts.states[stateOf(token, now)],
    token.scopes.join(' '),
    moment(token.createdAt),
    token.createdBy,
    token.expiresAt === undefined ? texts.never : moment(token.expiresAt),
    token.usedAt === undefined ? texts.never : moment(token.usedAt),
  ])
  process.stdout.write(`${tableLines([texts.columns, ...rows], '').join('\n')}\n`)
}

async function revokeToken(name: string, config: string, language: Language): Promise<void> {
  const texts = tokenTexts[language]
  const at = Date.now()
  const { revokeToken: revoke } = await import('../store/tokens.ts')
  const who = loginName()
  const done = await withDesk(config, language, async (desk) => await revoke(desk, name, { who, at }))
  if (done) process.stdout.write(`${texts.revoked(name)}\n`)
  else {
    process.stderr.write(`sekisho: ${texts.notThere(name)}\n`)
    process.exitCode = exit.no
  }
}

function stateOf({ revokedAt, expiresAt }: Token, now: number): 'good' | 'revoked' | 'expired' {
  if (revokedAt !== undefined) return 'revoked'
  return expiresAt !== undefined && expiresAt <= now ? 'expired' : 'good'
}

function jsonOf(token: Token, now: number): object {
  const { name, scopes: may, createdAt, createdBy, expiresAt, revokedAt, usedAt } = token
  return {
    name,
    state: stateOf(token, now),
    scopes: may,
    createdAt: new Date(createdAt).toISOString(),
    createdBy,
    expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt).toISOString(),
    revokedAt: revokedAt === undefined ? undefined : new Date(revokedAt).toISOString(),
    usedAt: usedAt === undefined ? undefined : new Date(usedAt).toISOString(),
  }
}

/** UTC, to the minute. */
function moment(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}Z`
}
