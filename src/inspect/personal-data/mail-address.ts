/** Mail addresses in a text, as people write them. */

import type { PersonalDataFinder } from './finders.ts'

const local = /[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/
const domain = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9-])/
const longestLocal = 64
const longestDomain = 255

export const findMailAddresses: PersonalDataFinder = (text, found) => {
  // From each sign to both sides, so that no long run is read more than once for each sign.
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const host = domain.exec(text.slice(at + 1, at + 1 + longestDomain))?.[0]
    if (host === undefined) continue
    const name = local.exec(text.slice(Math.max(0, at - longestLocal), at))?.[0]
    if (name === undefined) continue
    found(`${name}@${host}`.toLowerCase(), `${name.slice(0, 1)}***@${host}`)
  }
}
