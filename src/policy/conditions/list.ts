/** Every condition, once. A new one is a file beside this and one line here. */

import type { AnyCondition } from '../condition.ts'
import { listener } from './listener.ts'
import { outsideDomains } from './outside-domains.ts'
import { recipients } from './recipients.ts'
import { sender } from './sender.ts'
import { size } from './size.ts'

export const conditions: readonly AnyCondition[] = [recipients, outsideDomains, sender, size, listener]
