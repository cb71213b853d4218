// Poly1305 with five limbs of 26 bits, two blocks a step: h = (h + m1) * r^2 + m2 * r.
// The key (r, already clamped by `begin`, then s) is put at KEY, the message in pieces at BUFFER, the tag comes out at TAG.

export const KEY: usize = 1024
export const TAG: usize = 1056
const LAST: usize = 1088
export const BUFFER: usize = 2048
export const BUFFER_SIZE: usize = 65536

const MASK: u64 = 0x3ffffff
const HIGH_BIT: u64 = 1 << 24

let h0: u64 = 0
let h1: u64 = 0
let h2: u64 = 0
let h3: u64 = 0
let h4: u64 = 0
let r0: u64 = 0
let r1: u64 = 0
let r2: u64 = 0
let r3: u64 = 0
let r4: u64 = 0
// r squared
let q0: u64 = 0
let q1: u64 = 0
let q2: u64 = 0
let q3: u64 = 0
let q4: u64 = 0

// @ts-ignore: decorator
@inline
function limb(p: usize, shift: u32): u64 {
  return <u64>((load<u32>(p) >> shift) & 0x3ffffff)
}

/** Reads r and s at KEY (r is clamped here) and forgets everything hashed before. */
export function begin(): void {
  h0 = h1 = h2 = h3 = h4 = 0
  r0 = limb(KEY, 0) & 0x3ffffff
  r1 = limb(KEY + 3, 2) & 0x3ffff03
  r2 = limb(KEY + 6, 4) & 0x3ffc0ff
  r3 = limb(KEY + 9, 6) & 0x3f03fff
  r4 = <u64>(load<u32>(KEY + 12) >> 8) & 0x00fffff
  // the square is what one step over a message equal to r itself leaves behind
  h0 = r0
  h1 = r1
  h2 = r2
  h3 = r3
  h4 = r4
  multiply()
  q0 = h0
  q1 = h1
  q2 = h2
  q3 = h3
  q4 = h4
  h0 = h1 = h2 = h3 = h4 = 0
}

// h = h * r, carried
function multiply(): void {
  const s1 = r1 * 5
  const s2 = r2 * 5
  const s3 = r3 * 5
  const s4 = r4 * 5
  carry(
    h0 * r0 + h1 * s4 + h2 * s3 + h3 * s2 + h4 * s1,
    h0 * r1 + h1 * r0 + h2 * s4 + h3 * s3 + h4 * s2,
    h0 * r2 + h1 * r1 + h2 * r0 + h3 * s4 + h4 * s3,
    h0 * r3 + h1 * r2 + h2 * r1 + h3 * r0 + h4 * s4,
    h0 * r4 + h1 * r3 + h2 * r2 + h3 * r1 + h4 * r0
  )
}

function carry(d0: u64, d1: u64, d2: u64, d3: u64, d4: u64): void {
  d1 += d0 >> 26
  d2 += d1 >> 26
  d3 += d2 >> 26
  d4 += d3 >> 26
  h0 = (d0 & MASK) + (d4 >> 26) * 5
  h1 = (d1 & MASK) + (h0 >> 26)
  h0 &= MASK
  h2 = d2 & MASK
  h3 = d3 & MASK
  h4 = d4 & MASK
}

/** Hashes `length` bytes at BUFFER, a multiple of 16. */
export function update(length: usize): void {
  const end = BUFFER + (length & ~31)
  updatePairs(BUFFER, end)
  if (length & 16) updateBlock(end, HIGH_BIT)
}

function updateBlock(p: usize, high: u64): void {
  h0 += limb(p, 0)
  h1 += limb(p + 3, 2)
  h2 += limb(p + 6, 4)
  h3 += limb(p + 9, 6)
  h4 += <u64>(load<u32>(p + 12) >> 8) | high
  multiply()
}

function updatePairs(start: usize, end: usize): void {
  const a0 = r0
  const a1 = r1
  const a2 = r2
  const a3 = r3
  const a4 = r4
  const b1 = a1 * 5
  const b2 = a2 * 5
  const b3 = a3 * 5
  const b4 = a4 * 5
  const c0 = q0
  const c1 = q1
  const c2 = q2
  const c3 = q3
  const c4 = q4
  const e1 = c1 * 5
  const e2 = c2 * 5
  const e3 = c3 * 5
  const e4 = c4 * 5
  let x0 = h0
  let x1 = h1
  let x2 = h2
  let x3 = h3
  let x4 = h4
  for (let p = start; p < end; p += 32) {
    x0 += limb(p, 0)
    x1 += limb(p + 3, 2)
    x2 += limb(p + 6, 4)
    x3 += limb(p + 9, 6)
    x4 += <u64>(load<u32>(p + 12) >> 8) | HIGH_BIT
    const m0 = limb(p + 16, 0)
    const m1 = limb(p + 19, 2)
    const m2 = limb(p + 22, 4)
    const m3 = limb(p + 25, 6)
    const m4 = <u64>(load<u32>(p + 28) >> 8) | HIGH_BIT
    let d0 = x0 * c0 + x1 * e4 + x2 * e3 + x3 * e2 + x4 * e1 + (m0 * a0 + m1 * b4 + m2 * b3 + m3 * b2 + m4 * b1)
    let d1 = x0 * c1 + x1 * c0 + x2 * e4 + x3 * e3 + x4 * e2 + (m0 * a1 + m1 * a0 + m2 * b4 + m3 * b3 + m4 * b2)
    let d2 = x0 * c2 + x1 * c1 + x2 * c0 + x3 * e4 + x4 * e3 + (m0 * a2 + m1 * a1 + m2 * a0 + m3 * b4 + m4 * b3)
    let d3 = x0 * c3 + x1 * c2 + x2 * c1 + x3 * c0 + x4 * e4 + (m0 * a3 + m1 * a2 + m2 * a1 + m3 * a0 + m4 * b4)
    let d4 = x0 * c4 + x1 * c3 + x2 * c2 + x3 * c1 + x4 * c0 + (m0 * a4 + m1 * a3 + m2 * a2 + m3 * a1 + m4 * a0)
    // two interleaved carry chains: 0 -> 1 -> 2 and 3 -> 4 -> 0
    d1 += d0 >> 26
    d4 += d3 >> 26
    d2 += d1 >> 26
    x0 = (d0 & MASK) + (d4 >> 26) * 5
    d3 = (d3 & MASK) + (d2 >> 26)
    x1 = (d1 & MASK) + (x0 >> 26)
    x4 = (d4 & MASK) + (d3 >> 26)
    x0 &= MASK
    x2 = d2 & MASK
    x3 = d3 & MASK
  }
  h0 = x0
  h1 = x1
  h2 = x2
  h3 = x3
  h4 = x4
}

/** Hashes the last `rest` (0 to 15) bytes at BUFFER and writes the 16 bytes of the tag at TAG. */
export function finish(rest: usize): void {
  if (rest) {
    store<u64>(LAST, 0)
    store<u64>(LAST + 8, 0)
    memory.copy(LAST, BUFFER, rest)
    store<u8>(LAST + rest, 1)
    updateBlock(LAST, 0)
  }
  writeTag()
}

function writeTag(): void {
  carry(h0, h1, h2, h3, h4)
  carry(h0, h1, h2, h3, h4)
  // h - p, taken when it does not borrow
  let g0 = h0 + 5
  let g1 = h1 + (g0 >> 26)
  let g2 = h2 + (g1 >> 26)
  let g3 = h3 + (g2 >> 26)
  const g4 = h4 + (g3 >> 26) - (1 << 26)
  const keep = <u64>((<i64>g4) >> 63)
  h0 = (h0 & keep) | (g0 & MASK & ~keep)
  h1 = (h1 & keep) | (g1 & MASK & ~keep)
  h2 = (h2 & keep) | (g2 & MASK & ~keep)
  h3 = (h3 & keep) | (g3 & MASK & ~keep)
  h4 = (h4 & keep) | (g4 & MASK & ~keep)
  let sum: u64 = ((h0 | (h1 << 26)) & 0xffffffff) + <u64>load<u32>(KEY + 16)
  store<u32>(TAG, <u32>sum)
  sum = (((h1 >> 6) | (h2 << 20)) & 0xffffffff) + <u64>load<u32>(KEY + 20) + (sum >> 32)
  store<u32>(TAG + 4, <u32>sum)
  sum = (((h2 >> 12) | (h3 << 14)) & 0xffffffff) + <u64>load<u32>(KEY + 24) + (sum >> 32)
  store<u32>(TAG + 8, <u32>sum)
  sum = (((h3 >> 18) | (h4 << 8)) & 0xffffffff) + <u64>load<u32>(KEY + 28) + (sum >> 32)
  store<u32>(TAG + 12, <u32>sum)
}
