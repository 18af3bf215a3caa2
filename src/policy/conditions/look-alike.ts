/** A recipient's domain looks like one that is known, and is not it: written wrong, or made to be taken for it. */

import { z } from 'zod'

import { conditionAddressTexts } from '../../text/condition-addresses.ts'
import { cannotTell, no, yes, type CannotTell } from '../answer.ts'
import { defineCondition, type NameUse } from '../condition.ts'
import { domainTest } from '../domain-key.ts'
import { lookAlikesOf } from '../look-alike.ts'
import { recipientsOf } from '../seen-addresses.ts'
import type { ListName } from '../setting-values.ts'
import { domainsSetting } from '../which-address.ts'
import type { World } from '../world.ts'

const schema = z.strictObject({
  of: domainsSetting,
  /** Domains that look alike and are not meant. */
  except: domainsSetting.optional(),
})

export type LookAlikeSettings = z.infer<typeof schema>

function domainsOf(
  value: readonly string[] | ListName,
  { lists }: World,
): { readonly domains: readonly string[]; readonly unknown: readonly CannotTell[] } {
  if (!('list' in value)) return { domains: value, unknown: [] }
  return {
    domains: value.list.flatMap((list) => lists.get(list)?.entries ?? []),
    unknown: value.list
      .filter((list) => !lists.has(list))
      .map((detail): CannotTell => ({ kind: 'unknown-name', detail })),
  }
}

function usesOf(value: readonly string[] | ListName | undefined, key: string): readonly NameUse[] {
  if (value === undefined || !('list' in value)) return []
  return value.list.map((name) => ({ kind: 'list', name, path: [key, 'list'], listKinds: ['domains'] }))
}

export const lookAlike = defineCondition<LookAlikeSettings>({
  kind: 'lookAlike',
  schema,
  describe: (settings, language) => conditionAddressTexts[language].lookAlike(settings),
  examples: [
    { of: { list: 'partners' } },
    { of: ['partner.example', 'client.co.jp'], except: ['partners.example'] },
  ],
  uses: ({ of, except }) => [...usesOf(of, 'of'), ...usesOf(except, 'except')],
  prepare: ({ of, except }, world) => {
    const known = domainsOf(of, world)
    const excepted = domainsOf(except ?? [], world)
    const unknown = [...known.unknown, ...excepted.unknown]
    if (unknown.length > 0) return () => cannotTell(...unknown)
    const looksLike = lookAlikesOf(known.domains)
    const isExcepted = domainTest(excepted.domains)
    return (facts) => {
      const { list, unreadable } = recipientsOf(facts, world)
      for (const { outside, domain } of list) {
        if (!outside || isExcepted(domain)) continue
        const original = looksLike(domain)
        if (original !== undefined)
          return yes(
            { kind: 'domain', text: domain.slice(0, 100) },
            { kind: 'domain', text: original.slice(0, 100) },
          )
      }
      const isWhole = unreadable.shown + unreadable.bcc + unreadable.envelope === 0
      return isWhole ? no : cannotTell({ kind: 'unreadable', detail: 'recipient' })
    }
  },
  implies: (settings, other) =>
    JSON.stringify(settings.except) === JSON.stringify(other.except) &&
    JSON.stringify(settings.of) === JSON.stringify(other.of),
})
