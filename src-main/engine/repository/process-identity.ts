import { userInfo } from 'node:os'

/** Who runs this process, as locks, keys and snapshots record it; the name is empty when the system knows none. */
export function currentUser(): { readonly username: string; readonly uid: number; readonly gid: number } {
  const { uid, gid } = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  try {
    return { username: userInfo().username, uid, gid }
  } catch {
    return { username: '', uid, gid }
  }
}
