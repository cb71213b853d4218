import koffi, { type LibraryHandle } from 'koffi'
import { SystemCallError, UnsupportedError } from './system-call-error.ts'

/** The calls of the C library that Node does not offer, with one signature on Linux and macOS. Each returns what C returns: -1 on failure. */
export interface NativeLibrary {
  listXattr(path: Buffer, list: Buffer | null, size: number): number
  getXattr(path: Buffer, name: string, value: Buffer | null, size: number): number
  setXattr(path: Buffer, name: string, value: Buffer, size: number): number
  removeXattr(path: Buffer, name: string): number
  setTimes(path: Buffer, times: Buffer): number
  /** Changes the mode of the entry itself; ENOTSUP or ENOSYS where an old C library cannot do that. */
  changeMode(path: Buffer, mode: number): number
  makeFifo(path: Buffer, mode: number): number
  makeNode(path: Buffer, mode: number, device: bigint): number
  seek(fd: number, offset: number, whence: number): number
  /** Linux alone: openat2 below a folder; -1 with ENOSYS where the kernel or a sandbox does not know it. */
  openAt2(folderFd: number, path: Buffer, how: Buffer): number
  openAt(folderFd: number, path: Buffer, flags: number, mode: number): number
  /** Both answer an error number, 0 on success. */
  userById(id: number, record: Buffer, text: Buffer, result: Buffer): number
  groupById(id: number, record: Buffer, text: Buffer, result: Buffer): number
}

const XATTR_NOFOLLOW = 1
const SYS_OPENAT2 = 437

function linuxLibrary(): NativeLibrary {
  const c = koffi.load(null)
  const listXattr = c.func('intptr_t llistxattr(void *path, void *list, size_t size)')
  const getXattr = c.func('intptr_t lgetxattr(void *path, const char *name, void *value, size_t size)')
  const setXattr = c.func('int lsetxattr(void *path, const char *name, void *value, size_t size, int flags)')
  const removeXattr = c.func('int lremovexattr(void *path, const char *name)')
  const setTimes = c.func('int utimensat(int folder, void *path, void *times, int flags)')
  const changeMode = c.func('int fchmodat(int folder, void *path, uint32_t mode, int flags)')
  const systemCall = c.func('long syscall(long number, int folder, void *path, void *how, size_t size)')
  return {
    ...sharedLibrary(c, 'uint64_t'),
    listXattr,
    getXattr,
    removeXattr,
    setXattr: (path, name, value, size) => setXattr(path, name, value, size, 0),
    setTimes: (path, times) => setTimes(-100, path, times, 0x100),
    changeMode: (path, mode) => changeMode(-100, path, mode, 0x100),
    openAt2: (folderFd, path, how) => systemCall(SYS_OPENAT2, folderFd, path, how, how.length),
  }
}

function macLibrary(): NativeLibrary {
  const c = koffi.load(null)
  const listXattr = c.func('intptr_t listxattr(void *path, void *list, size_t size, int options)')
  const getXattr = c.func(
    'intptr_t getxattr(void *path, const char *name, void *value, size_t size, uint32_t position, int options)',
  )
  const setXattr = c.func(
    'int setxattr(void *path, const char *name, void *value, size_t size, uint32_t position, int options)',
  )
  const removeXattr = c.func('int removexattr(void *path, const char *name, int options)')
  const setTimes = c.func('int utimensat(int folder, void *path, void *times, int flags)')
  const changeMode = c.func('int fchmodat(int folder, void *path, uint32_t mode, int flags)')
  return {
    ...sharedLibrary(c, 'int32_t'),
    listXattr: (path, list, size) => listXattr(path, list, size, XATTR_NOFOLLOW),
    getXattr: (path, name, value, size) => getXattr(path, name, value, size, 0, XATTR_NOFOLLOW),
    setXattr: (path, name, value, size) => setXattr(path, name, value, size, 0, XATTR_NOFOLLOW),
    removeXattr: (path, name) => removeXattr(path, name, XATTR_NOFOLLOW),
    setTimes: (path, times) => setTimes(-2, path, times, 0x20),
    changeMode: (path, mode) => changeMode(-2, path, mode, 0x20),
    openAt2: () => -1,
  }
}

function sharedLibrary(c: LibraryHandle, deviceType: string) {
  const recordSignature = 'uint32_t id, void *record, void *text, size_t size, void *result'
  const userById = c.func(`int getpwuid_r(${recordSignature})`)
  const groupById = c.func(`int getgrgid_r(${recordSignature})`)
  return {
    makeFifo: c.func('int mkfifo(void *path, uint32_t mode)'),
    makeNode: c.func(`int mknod(void *path, uint32_t mode, ${deviceType} device)`),
    seek: c.func('int64_t lseek(int fd, int64_t offset, int whence)'),
    openAt: c.func('int openat(int folder, void *path, int flags, uint32_t mode)'),
    userById: (id: number, record: Buffer, text: Buffer, result: Buffer): number =>
      userById(id, record, text, text.length, result),
    groupById: (id: number, record: Buffer, text: Buffer, result: Buffer): number =>
      groupById(id, record, text, text.length, result),
  }
}

let loaded: NativeLibrary | undefined

/** The C library, loaded at first use and once per thread; undefined on Windows. */
export function nativeLibrary(): NativeLibrary | undefined {
  if (loaded) return loaded
  if (process.platform === 'linux') loaded = linuxLibrary()
  if (process.platform === 'darwin') loaded = macLibrary()
  return loaded
}

/** The C library, or UnsupportedError where there is none. */
export function requireNativeLibrary(operation: string): NativeLibrary {
  const library = nativeLibrary()
  if (!library) throw new UnsupportedError(operation)
  return library
}

/** The error number of the last failed native call of this thread. */
export function lastErrorNumber(): number {
  return koffi.errno()
}

/** Ends with a SystemCallError when a native call answered -1, else hands the answer on. */
export function checkedCall(syscall: string, path: Uint8Array, answer: number): number {
  if (answer < 0) throw new SystemCallError(syscall, koffi.errno(), path)
  return answer
}

const scratch = Buffer.alloc(64 * 1024)

/** The path as C wants it. The bytes lie in a buffer that the next call overwrites: use it at once. */
export function cPath(path: Uint8Array): Buffer {
  if (path.length >= scratch.length || path.includes(0)) throw new SystemCallError('open', 22, path)
  scratch.set(path)
  scratch[path.length] = 0
  return scratch
}

/** Reads the text a pointer points at that lies at the start of a C record. */
export function firstText(record: Buffer): string {
  const text: unknown = koffi.decode(record, 'char *')
  return typeof text === 'string' ? text : ''
}
