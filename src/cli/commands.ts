/** The one list of the commands of `sekisho` beside `serve`, each loaded when it is asked for. */

import type { Command } from 'commander'

type Register = (program: Command) => void

/** By the word that names it, in the order of the program's help. */
const commands: Readonly<Record<string, () => Promise<Register>>> = {
  reload: async () => (await import('./reload.ts')).registerReload,
  config: async () => (await import('./config.ts')).registerConfig,
  audit: async () => (await import('./audit.ts')).registerAudit,
  check: async () => (await import('./check.ts')).registerCheck,
  decisions: async () => (await import('./decisions.ts')).registerDecisions,
  explain: async () => (await import('./explain.ts')).registerExplain,
  groups: async () => (await import('./groups.ts')).registerGroups,
  history: async () => (await import('./history.ts')).registerHistory,
  list: async () => (await import('./list.ts')).registerList,
  night: async () => (await import('./night.ts')).registerNight,
  notice: async () => (await import('./notice.ts')).registerNotice,
  policy: async () => (await import('./policy.ts')).registerPolicy,
  push: async () => (await import('./push.ts')).registerPush,
  queue: async () => (await import('./queue.ts')).registerQueue,
  roster: async () => (await import('./roster.ts')).registerRoster,
  rules: async () => (await import('./rules.ts')).registerRules,
  send: async () => (await import('./send.ts')).registerSend,
  spool: async () => (await import('./spool.ts')).registerSpool,
  token: async () => (await import('./token.ts')).registerToken,
  user: async () => (await import('./user.ts')).registerUser,
}

/**
 * Adds the command that the first word names; all of them where it names none, for the help and for what is mistyped.
 * @param words the arguments, without the program's own name
 */
export async function registerCommands(program: Command, words: readonly string[]): Promise<void> {
  const [first = ''] = words
  const named = Object.hasOwn(commands, first) ? commands[first] : undefined
  const wanted = named === undefined ? Object.values(commands) : [named]
  const registrations = await Promise.all(wanted.map(async (load) => await load()))
  for (const register of registrations) register(program)
}
