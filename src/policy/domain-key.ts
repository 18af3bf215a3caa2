/** The form in which policies compare domains, and sets of domains made ready for it. */

import { domainToASCII } from 'node:url'

import { lowerAscii } from '../mail/address.ts'
import type { NamedList } from './world.ts'

const notAscii = /[^\u0000-\u007f]/

/** Lower case, an internationalized domain in its ASCII form (RFC 5891); itself where it has none. */
export function domainKey(domain: string): string {
  const lower = lowerAscii(domain)
  if (!notAscii.test(lower)) return lower
  return domainToASCII(lower) || lower
}

export type DomainTest = (key: string) => boolean

/** `*.example.com` stands for every domain below `example.com`; `example.com` for itself alone. */
export function domainTest(domains: readonly string[]): DomainTest {
  const exact = new Set<string>()
  const parents = new Set<string>()
  for (const domain of domains) {
    if (domain.startsWith('*.')) parents.add(domainKey(domain.slice(2)))
    else exact.add(domainKey(domain))
  }
  if (parents.size === 0) return (key) => exact.has(key)
  return (key) => {
    if (exact.has(key)) return true
    for (let dot = key.indexOf('.'); dot !== -1; dot = key.indexOf('.', dot + 1))
      if (parents.has(key.slice(dot + 1))) return true
    return false
  }
}

const tests = new WeakMap<NamedList, DomainTest>()

/** Made once for a list, however many conditions use it. */
export function domainTestOf(list: NamedList): DomainTest {
  let test = tests.get(list)
  if (test === undefined) {
    test = domainTest(list.entries)
    tests.set(list, test)
  }
  return test
}
