import { EventEmitter } from 'node:events'
import type { NativeImage, NativeTheme, PowerSaveBlocker, SafeStorage } from 'electron'
import { machine } from './machine.ts'

/** An image is its path: nothing is drawn. */
class ImageDouble implements Pick<NativeImage, 'isEmpty'> {
  readonly path: string

  constructor(path: string) {
    this.path = path
  }
  isEmpty(): boolean {
    return this.path === ''
  }
  resize(): ImageDouble {
    return this
  }
}

export const nativeImage = { createFromPath: (path: string) => new ImageDouble(path) }

export const nativeTheme = { shouldUseDarkColors: false } satisfies Pick<NativeTheme, 'shouldUseDarkColors'>

export const powerMonitor = new EventEmitter()

const blockers = new Set<number>()
export const powerSaveBlocker = {
  start: () => {
    machine.record({ kind: 'power-save-blocker', started: true })
    const id = blockers.size + 1
    blockers.add(id)
    return id
  },
  stop: (id: number) => {
    machine.record({ kind: 'power-save-blocker', started: false })
    return blockers.delete(id)
  },
  isStarted: (id: number) => blockers.has(id),
} satisfies Pick<PowerSaveBlocker, 'start' | 'stop' | 'isStarted'>

/** As on a Linux without a keychain: only the key written into Electron is there, which counts for nothing. */
export const safeStorage = {
  isAsyncEncryptionAvailable: async () => machine.isReady,
  getSelectedStorageBackend: () => 'basic_text' as const,
  encryptStringAsync: async (text: string) => Buffer.from(text),
  decryptStringAsync: async (bytes: Buffer) => ({ result: bytes.toString(), shouldReEncrypt: false }),
} satisfies Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>
