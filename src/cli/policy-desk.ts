/** The desk database as the commands of `policy` see it, and the words on the command line that all of them take. */

import { resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

import { isDeskThere } from '../store/desk-file.ts'
import { DamagedRevision } from '../store/revisions.ts'
import { sqliteCodeOf } from '../store/sqlite-codes.ts'
import { deskTexts } from '../text/desk.ts'
import { cliPolicyTexts } from '../text/cli-policy.ts'
import type { Language } from '../text/language.ts'

import { withDesk } from './desk.ts'
import { CommandFailure } from './exit.ts'
import { loginName } from './login-name.ts'
import { openConfig } from './open-config.ts'

const oneLine = /^[^\p{Cc}\u2028\u2029]+$/u
const longestReason = 1_000
const longestAuthor = 100

/**
 * Reads and makes nothing: `undefined` stands for a database that is not there yet. Throws `CommandFailure`.
 * @param file path of `sekisho.yaml`
 */
export async function readDesk<Answer>(
  file: string,
  language: Language,
  read: (database: DatabaseSync | undefined) => Answer,
): Promise<Answer> {
  const { config, folder } = openConfig(file, language)
  if (!isDeskThere(resolve(folder, config.database.path))) return read(undefined)
  return await whileWhole(language, async () => await withDesk(file, language, (desk) => read(desk.database)))
}

/** A fault of the database while it is used ends a command as one at opening does. */
export async function whileWhole<Answer>(language: Language, run: () => Promise<Answer>): Promise<Answer> {
  try {
    return await run()
  } catch (fault) {
    if (fault instanceof DamagedRevision) {
      throw new CommandFailure(deskTexts[language].damagedRevision(fault.number))
    }
    if (sqliteCodeOf(fault) === undefined) throw fault
    const why = fault instanceof Error ? fault.message : String(fault)
    throw new CommandFailure(deskTexts[language].failed(why))
  }
}

/** What `--reason` says, without blanks around it. Throws `CommandFailure`. */
export function reasonOf(given: string, language: Language): string {
  const reason = given.trim()
  if (reason.length <= longestReason && oneLine.test(reason)) return reason
  throw new CommandFailure(cliPolicyTexts[language].emptyReason)
}

/** What `--author` says, else who sits at this terminal. Throws `CommandFailure`. */
export function authorOf(given: string | undefined, language: Language): string {
  const author = (given ?? loginName()).trim()
  if (author.length <= longestAuthor && oneLine.test(author)) return author
  throw new CommandFailure(cliPolicyTexts[language].wrongAuthor)
}
