import type { KeepAwake } from '#main/features/backup/index.ts'
import { listenForReturn, type ReturnWay } from '#main/features/security/index.ts'
import type { StartAtSignIn } from '#main/features/settings/index.ts'
import type { SafeStorage } from '#main/platform/secret-store/index.ts'
import type { ElectronParts } from './electron-parts.ts'

/** Keep-awake through the operating system's power requests: one request however many holds are open. */
export function electronKeepAwake({ powerSaveBlocker }: ElectronParts): KeepAwake {
  const holds = new Set<object>()
  let blocker: number | null = null
  const adjust = () => {
    if (holds.size > 0 && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (holds.size === 0 && blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }
  return {
    hold() {
      const hold = {}
      holds.add(hold)
      adjust()
      return {
        release() {
          holds.delete(hold)
          adjust()
        },
      }
    },
  }
}

/** Start at sign-in through the operating system's list; without a window, as schedules need none. */
export function electronStartAtSignIn({ app }: ElectronParts): StartAtSignIn {
  const args = ['--hidden']
  return {
    isEnabled: async () => app.getLoginItemSettings({ args }).openAtLogin,
    enable: async (enabled) => app.setLoginItemSettings({ openAtLogin: enabled, args }),
  }
}

/** Electron's safeStorage, or nothing where it would use the key written into its own program. */
export async function electronSafeStorage({ safeStorage }: ElectronParts): Promise<SafeStorage | undefined> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return undefined
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return undefined
  return {
    encrypt: (text) => safeStorage.encryptStringAsync(text),
    decrypt: async (bytes) => (await safeStorage.decryptStringAsync(Buffer.from(bytes))).result,
  }
}

/** Sign-in at an identity provider: in the browser of the machine, which comes back to a listener of this process. */
export function electronReturnWay({ shell }: ElectronParts): ReturnWay {
  return {
    kind: 'browser',
    listen: listenForReturn,
    openAddress: async (address) => {
      if (!/^https?:$/.test(new URL(address).protocol)) throw new Error('a provider is opened by http or https only')
      await shell.openExternal(address)
    },
  }
}
