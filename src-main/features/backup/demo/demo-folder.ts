import { createCipheriv } from 'node:crypto'
import { appendFile, link, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const drawings = 12
const photographs = 18
const logs = 8
const reportDays = 250
const reportsADay = 10

/** The same bytes at every start, as incompressible as a photograph. */
function photographBytes(number: number, sizeBytes: number): Buffer {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, number), Buffer.alloc(16))
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), cipher.update(Buffer.alloc(sizeBytes - 4))])
}

function logText(day: number, lines: number): string {
  const states = ['開始', '計測', '保存', '終了']
  return Array.from({ length: lines }, (_, line) => {
    const time = new Date(Date.UTC(2026, 9, 1 + day, 0, 0, line)).toISOString()
    return `${time} INFO センサー${(line * 7) % 40} ${states[line % 4]} 値=${((line * 37) % 1000) / 10}\n`
  }).join('')
}

function reportText(day: number, report: number): string {
  const rows = Array.from({ length: 20 + (report % 7) * 6 }, (_, row) => {
    return `${day}-${report}-${row},${['鉄筋', 'コンクリート', '型枠', '足場'][row % 4]},${(day * 31 + row * 17) % 500}\n`
  })
  return `番号,資材,数量\n${rows.join('')}`
}

async function write(path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}

/** Makes a folder as a building site has one: photographs, drawings, logs and thousands of small reports, about 60 MB. */
export async function makeDemoFolder(folder: string): Promise<void> {
  for (let at = 0; at < photographs; at += 1) {
    await write(join(folder, `写真/北工区-${at + 1}.jpg`), photographBytes(at + 1, 1_500_000))
  }
  for (let at = 0; at < drawings; at += 1) {
    await write(join(folder, `図面/橋梁 ${at + 1}階.dwg`), photographBytes(at + 101, 1_000_000))
  }
  for (let at = 0; at < logs; at += 1) {
    await write(join(folder, `ログ/2026-10-${String(at + 1).padStart(2, '0')}.log`), logText(at, 30_000))
  }
  for (let day = 0; day < reportDays; day += 1) {
    const reports = join(folder, `日報/${2026}/${String(1 + Math.floor(day / 25)).padStart(2, '0')}月`)
    await mkdir(reports, { recursive: true })
    await Promise.all(
      Array.from({ length: reportsADay }, (_, report) =>
        writeFile(join(reports, `日報-${day + 1}-${report + 1}.csv`), reportText(day, report)),
      ),
    )
  }
  await write(join(folder, '議事録/第1回 ガイドライン.md'.normalize('NFC')), '# 第1回 定例会議\n\n- 工程の確認\n')
  await write(join(folder, '議事録/第2回 ガイドライン.md'.normalize('NFD')), '# 第2回 定例会議\n\n- 品質の確認\n')
  await write(join(folder, '議事録/下書き.tmp'), '保存しないファイル')
  await link(join(folder, '図面/橋梁 1階.dwg'), join(folder, '図面/最新版.dwg'))
  await symlink('写真', join(folder, 'photos'))
}

/** Changes the folder as a day's work does: grows logs, adds, replaces, renames and deletes files. */
export async function changeDemoFolder(folder: string): Promise<void> {
  await appendFile(join(folder, 'ログ/2026-10-08.log'), logText(30, 2_000))
  await write(join(folder, '写真/南工区-1.jpg'), photographBytes(201, 1_500_000))
  await write(join(folder, '日報/2026/01月/日報-1-1.csv'), `${reportText(0, 0)}訂正,型枠,12\n`)
  await rename(join(folder, '図面/橋梁 2階.dwg'), join(folder, '図面/橋梁 2階（改訂）.dwg'))
  await rm(join(folder, '写真/北工区-18.jpg'))
}
