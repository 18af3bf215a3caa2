/** Another gate that a command reaches by its API: its address and its token, as they stand on the command line. */

import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'

import { codeOf } from '../store/fault-code.ts'
import { cliTexts } from '../text/cli.ts'
import { cliGroupsTargetTexts } from '../text/cli-groups-target.ts'
import type { Language } from '../text/language.ts'

import { CommandFailure } from './exit.ts'

/** Throws `CommandFailure`. */
export function apiUrlOf(typed: string, language: Language): URL {
  const url = URL.parse(typed)
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    `${url.username}${url.password}${url.search}${url.hash}` !== ''
  )
    throw new CommandFailure(cliGroupsTargetTexts[language].badUrl(typed))
  return url
}

/** Plain HTTP to another machine: who sits between reads the token. */
export function isOpenWire({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && !isThisMachine(hostname)
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** Throws `CommandFailure`. */
export function tokenIn(file: string | undefined, language: Language): string {
  const texts = cliGroupsTargetTexts[language]
  if (file === undefined) throw new CommandFailure(texts.needsToken)
  let token
  try {
    token = readFileSync(file, 'utf8').trim()
  } catch (fault) {
    throw new CommandFailure(cliTexts[language].cannotRead(file, codeOf(fault)))
  }
  if (!/^[\u0021-\u007e]+$/.test(token)) throw new CommandFailure(texts.emptyToken(file))
  return token
}
