import { randomBytes } from 'node:crypto'
import { createCodec } from '../codec.ts'
import { prepareMainWorld, type WorldNames } from './main-world.ts'
import { runPreloadWorld } from './preload-world.ts'

const secret = randomBytes(16).toString('hex')
const names: WorldNames = {
  expose: `${secret}-expose`,
  call: `${secret}-call`,
  answer: `${secret}-answer`,
  open: `${secret}-open`,
}

/** Name of the isolated world of preloads. */
export const preloadWorld = `preload-${secret}`
/** Function of the isolated world that reaches Node. */
export const bindingName = `toNode_${secret}`
/** Function of the isolated world that Node calls. */
export const receiverName = `fromNode_${secret}`

/** Only top frames of applications get scripts: no frames inside, no empty first page. */
const onlyTopFrames = "if (window !== window.top || !location.hostname.endsWith('.test')) return;"

/** Script of the page's own world. */
export function mainWorldScript(): string {
  return `(() => { ${onlyTopFrames} (${prepareMainWorld})(${JSON.stringify(names)}, (${createCodec})()) })()`
}

/** Script of the isolated world around a preload's source. */
export function preloadWorldScript(preloadSource: string): string {
  const fixed = [names, bindingName, receiverName].map((value) => JSON.stringify(value))
  const [namesText, binding, receiver] = fixed
  return `(() => { ${onlyTopFrames}
    (${runPreloadWorld})(${namesText}, (${createCodec})(), ${binding}, ${receiver}, function (require, module, exports) {
${preloadSource}
    })
  })()`
}
