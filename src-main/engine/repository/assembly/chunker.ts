// Rabin fingerprints over a 64-byte window, modulo an irreducible polynomial of degree 53 over GF(2).
// Positions are pointers into memory; the bytes to search are put at BUFFER, what comes before them just below it.

const DEGREE: i32 = 53
const INDEX_SHIFT: u64 = 45 // DEGREE - 8
const WINDOW: i32 = 64
const LANE: i32 = 8192

const OUT: usize = 1024 // 256 entries of 8 bytes: effect of the byte that leaves the window
const MOD: usize = 3072 // 256 entries of 8 bytes: reduction of the top byte
export const BUFFER: usize = 8192
export const BUFFER_SIZE: usize = 262144

let mask: u64 = 0xfffff

function reduce(value: u64, polynomial: u64): u64 {
  for (let bit = 63; bit >= DEGREE; bit--) {
    if ((value >> (<u64>bit)) & 1) value ^= polynomial << (<u64>(bit - DEGREE))
  }
  return value
}

function append(digest: u64, byte: u64, polynomial: u64): u64 {
  return reduce((digest << 8) | byte, polynomial)
}

/** Prepares the tables for a polynomial; a cut needs a digest whose lowest `bits` bits are zero. */
export function setup(polynomial: u64, bits: u32): void {
  mask = (1 << (<u64>bits)) - 1
  for (let b = 0; b < 256; b++) {
    let digest = append(0, <u64>b, polynomial)
    // one step more than the window holds: the table already carries the shift of the step that removes the byte
    for (let i = 0; i < WINDOW; i++) digest = append(digest, 0, polynomial)
    store<u64>(OUT + (<usize>b << 3), digest)
    let top: u64 = 0
    for (let bit = 0; bit < 8; bit++) {
      if ((b >> bit) & 1) top ^= shifted(<u64>bit, polynomial)
    }
    store<u64>(MOD + (<usize>b << 3), top | (<u64>b << DEGREE))
  }
}

// x^(53 + bit) modulo the polynomial
function shifted(bit: u64, polynomial: u64): u64 {
  let value = polynomial ^ (<u64>1 << DEGREE)
  for (let i: u64 = 0; i < bit; i++) {
    value <<= 1
    if (value >> DEGREE) value ^= polynomial
  }
  return value
}

// @ts-ignore: decorator
@inline
function slide(digest: u64, p: usize): u64 {
  const entering = <u64>load<u8>(p)
  const leaving = load<u64>(OUT + (<usize>load<u8>(p - WINDOW) << 3))
  return ((digest << 8) | entering) ^ load<u64>(MOD + (<usize>(digest >> INDEX_SHIFT) << 3)) ^ leaving
}

function digestBefore(p: usize): u64 {
  let digest: u64 = 0
  for (let q = p - WINDOW; q < p; q++) {
    digest = ((digest << 8) | <u64>load<u8>(q)) ^ load<u64>(MOD + (<usize>(digest >> INDEX_SHIFT) << 3))
  }
  return digest
}

/**
 * The first position p with from < p <= to whose preceding 64 bytes have a digest that cuts, or 0.
 * Four stretches are searched at the same time, since one stretch alone waits for memory at every byte.
 */
export function find(from: usize, to: usize): usize {
  const zeros = mask
  let p = from
  while (to - p >= 4 * LANE) {
    const hit = findInFour(p, zeros)
    if (hit) return hit
    p += 4 * LANE
  }
  let digest = digestBefore(p)
  while (p < to) {
    digest = slide(digest, p)
    p++
    if (!(digest & zeros)) return p
  }
  return 0
}

function findInFour(start: usize, zeros: u64): usize {
  let d0 = digestBefore(start)
  let d1 = digestBefore(start + LANE)
  let d2 = digestBefore(start + 2 * LANE)
  let d3 = digestBefore(start + 3 * LANE)
  let hit: usize = 0
  const end = start + LANE
  for (let p = start; p < end; p++) {
    d0 = slide(d0, p)
    d1 = slide(d1, p + LANE)
    d2 = slide(d2, p + 2 * LANE)
    d3 = slide(d3, p + 3 * LANE)
    if (!(d0 & zeros)) return p + 1
    if (!(d1 & zeros)) hit = earlier(hit, p + LANE + 1)
    if (!(d2 & zeros)) hit = earlier(hit, p + 2 * LANE + 1)
    if (!(d3 & zeros)) hit = earlier(hit, p + 3 * LANE + 1)
  }
  return hit
}

function earlier(known: usize, found: usize): usize {
  return known != 0 && known < found ? known : found
}
