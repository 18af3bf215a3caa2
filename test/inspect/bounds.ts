/** The bounds that a gate has when its configuration names none. */

import { inspection } from '../../src/config/inspection.ts'
import type { InspectionSettings } from '../../src/inspect/inspector.ts'

export const standardSettings: InspectionSettings = inspection.parse({})
