/** The next hop of the torture as a process of its own: started by `hop.ts`, asked over the channel to its parent. */

import { startHopServer } from './hop-server.ts'
import { createChance } from './random.ts'
import type { AnswerOfHop } from './hop-messages.ts'
import { questionSchema } from './hop-messages.ts'

const hop = await startHopServer(createChance(Number(process.argv[2] ?? '1')))
const say = (answer: AnswerOfHop): void => {
  process.send?.(answer)
}

let told = 0
process.on('message', (message: unknown) => {
  const question = questionSchema.parse(message)
  switch (question.kind) {
    case 'mood':
      hop.setMood(question.mood)
      return
    case 'report':
      say({ kind: 'report', taken: hop.taken.slice(told), connections: hop.connections() })
      told = hop.taken.length
      return
  }
})
process.on('disconnect', () => process.exit())
say({ kind: 'listening', port: hop.port })
