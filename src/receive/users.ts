/** Who may authenticate: the users of the configuration, and whether a name and a password are theirs. */

import { createHmac, randomBytes } from 'node:crypto'
import { canonicalName, type User } from '../config/listeners.ts'
import { isPassword, readPasswordHash, unmatchable, type PasswordHash } from '../config/password-hash.ts'

/** Somebody who has authenticated. */
export interface Login {
  readonly name: string
  /** The identity that the rule is asked for. */
  readonly address: string
  /** Envelope senders that may be given, in lower case; `undefined`: any. */
  readonly senders: ReadonlySet<string> | undefined
}

export interface Users {
  /** `undefined`: no such user, or another password; which of the two does not show in the time it takes. */
  readonly verify: (name: string, password: string) => Promise<Login | undefined>
  /** By name alone. */
  readonly find: (name: string) => Login | undefined
}

/** Throws where a hash cannot be read: the check of the configuration lets none of these pass. */
export function createUsers(users: readonly User[]): Users {
  const byName = new Map<string, { readonly login: Login; readonly hash: PasswordHash }>()
  for (const user of users) {
    const hash = readPasswordHash(user.passwordHash)
    if (hash === undefined) throw new Error('a user without a password hash came past the check')
    byName.set(canonicalName(user.name), { login: loginOf(user), hash })
  }
  // An unknown name costs what some user costs, and the same one each time: hashes may differ in their price.
  const prices = [...byName.values()].map(({ hash }) => unmatchable(hash))
  const nobody = unmatchable()
  const secret = randomBytes(32)
  const priceOf = (name: string): PasswordHash => {
    if (prices.length === 0) return nobody
    const number = createHmac('sha256', secret).update(name).digest().readUInt32BE(0)
    return prices[number % prices.length] ?? nobody
  }

  return {
    verify: async (name, password) => {
      const key = canonicalName(name)
      const price = priceOf(key)
      const user = byName.get(key)
      const isTheirs = await isPassword(password, user?.hash ?? price)
      return isTheirs ? user?.login : undefined
    },
    find: (name) => byName.get(canonicalName(name))?.login,
  }
}

function loginOf({ name, addresses }: User): Login {
  return {
    name,
    address: addresses?.[0] ?? name,
    senders: addresses === undefined ? undefined : new Set(addresses.map((address) => address.toLowerCase())),
  }
}
