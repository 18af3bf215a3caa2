/** Makes decision ids: the one place of `receive/` that does. */

import { randomInt } from 'node:crypto'

/** Crockford's base 32: no I, L, O or U, so it can be read out over the telephone; ASCII order is number order. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function base32(value: number, width: number): string {
  let text = ''
  let rest = value
  for (let place = 0; place < width; place += 1) {
    text = (digits[rest % 32] ?? '') + text
    rest = Math.floor(rest / 32)
  }
  return text
}

/**
 * A source of decision ids: 9 digits of milliseconds, 2 that count within a millisecond, 3 random ones that
 * tell processes apart. Unique within the process and ascending, even where the clock steps back.
 */
export function createDecisionIds(): (now: number) => string {
  const process = base32(randomInt(32 ** 3), 3)
  let moment = 0
  let prefix = ''
  let count = 0
  return (now) => {
    if (now > moment || count === 1024) {
      moment = Math.max(now, moment + 1)
      prefix = base32(moment, 9)
      count = 0
    }
    const id = prefix + base32(count, 2) + process
    count += 1
    return id
  }
}
