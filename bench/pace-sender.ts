/**
 * A program: sends mails at an even pace and prints how long they waited, as JSON. On its own, so that no work of whoever measures is
 * taken for a wait. `node bench/pace-sender.ts PORT FILE SESSIONS RATE SECONDS`
 */

import { sendAtPace } from './pace.ts'

const [, , port = '', file = '', sessions = '', rate = '', seconds = ''] = process.argv
const pace = { sessions: Number(sessions), rate: Number(rate), seconds: Number(seconds) }
console.log(JSON.stringify(await sendAtPace(Number(port), file, pace)))
