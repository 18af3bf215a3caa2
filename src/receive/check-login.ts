/** Holds a name and a password against the users, under the brake, and says what became of it. Logs no password. */

import { setTimeout as wait } from 'node:timers/promises'
import type { ReceiveEventKind } from './events.ts'
import type { Reception } from './reception.ts'
import { replies } from './replies.ts'
import type { Login } from './users.ts'

export type LoginChecked =
  | { readonly kind: 'accepted'; readonly login: Login }
  /** Faulty, or no time to look. */
  | { readonly kind: 'refused'; readonly reply: string }
  /** Too many failures from this address: the connection ends. */
  | { readonly kind: 'blocked' }

/** `note` reports an event; its detail is the name of the user, where there is one. Takes longer with each failure of an address. */
export async function checkLogin(
  { users, limits, loginBrake }: Pick<Reception, 'users' | 'limits' | 'loginBrake'>,
  address: string,
  { name, password }: { readonly name: string; readonly password: string },
  note: (kind: ReceiveEventKind, detail: string) => void,
): Promise<LoginChecked> {
  // Some type their password where the name belongs: only names that exist are for the log.
  const known = users.find(name)?.name ?? ''
  const look = async (): Promise<Login | 'blocked' | { readonly delay: number }> => {
    if (loginBrake.isBlocked(address, limits.authenticationFailures)) return 'blocked'
    return (await users.verify(name, password)) ?? { delay: loginBrake.failed(address) }
  }
  // Who waits in line may be blocked by the time it is his turn: many connections must not buy many guesses.
  const turn = loginBrake.inTurn(look)
  if (turn === undefined) {
    note('authentication-busy', known)
    return { kind: 'refused', reply: replies.authBusy }
  }
  const looked = await turn
  if (looked === 'blocked') {
    note('authentication-blocked', known)
    return { kind: 'blocked' }
  }
  if ('delay' in looked) {
    note('authentication-failed', known)
    await wait(looked.delay, undefined, { ref: false })
    return { kind: 'refused', reply: replies.authFailed }
  }
  note('authenticated', looked.name)
  return { kind: 'accepted', login: looked }
}
