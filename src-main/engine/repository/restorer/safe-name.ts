const dot = Buffer.from('.')
const dotDot = Buffer.from('..')
const windowsDevice = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i
const windowsForbidden = /[<>:"\\|?*]|[ .]$/

/** Why a name must not be used in the target, or undefined. Names come from a repository that may be hostile. */
export function unsafeNameReason(name: Uint8Array, platform: NodeJS.Platform = process.platform): string | undefined {
  if (name.length === 0) return 'the name is empty'
  if (dot.equals(name) || dotDot.equals(name)) return 'the name leads to another folder'
  if (name.includes(0x2f)) return 'the name holds a path separator'
  if (name.includes(0)) return 'the name holds a NUL byte'
  return platform === 'win32' ? unusableOnWindows(Buffer.from(name).toString()) : undefined
}

function unusableOnWindows(name: string): string | undefined {
  if (windowsForbidden.test(name) || [...name].some((character) => character < ' ')) {
    return 'the name holds characters that Windows does not allow'
  }
  return windowsDevice.test(name) ? 'Windows keeps the name for a device' : undefined
}
