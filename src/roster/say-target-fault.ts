/** Faults of a target and of its groups as sentences. */

import { groupTargetTexts } from '../text/group-target.ts'
import type { Language } from '../text/language.ts'
import type { GroupFault, TargetFault } from './group-target.ts'

/** @param target its URL or folder, as it was given */
export function sayTargetFault(fault: TargetFault, target: string, language: Language): string {
  const texts = groupTargetTexts[language]
  switch (fault.kind) {
    case 'unreachable':
      return fault.why === 'timeout' ? texts.timeout(target) : texts.unreachable(target, fault.why)
    case 'busy':
      return texts.busy(target, fault.status)
    case 'refused':
      return fault.status === 401 || fault.status === 403
        ? texts.badToken(target, fault.detail)
        : texts.refused(target, fault.status, fault.detail)
    case 'garbage':
      return texts.garbage(target, fault.status)
    case 'disk':
      return texts.disk(fault.path, fault.code)
  }
}

export function sayGroupFault(group: string, fault: GroupFault, language: Language): string {
  const texts = groupTargetTexts[language]
  switch (fault.kind) {
    case 'of-another':
      return texts.ofAnother(group)
    case 'changed-meanwhile':
      return texts.changedMeanwhile(group)
    case 'kept-differently':
      return texts.keptDifferently(group)
    case 'refused':
      return texts.groupRefused(group, fault.status, fault.detail)
  }
}
