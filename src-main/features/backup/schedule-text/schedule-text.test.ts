import { describe, expect, it } from 'vitest'
import { scheduleText } from './schedule-text.ts'

const readings: [cron: string, ja: string, en: string][] = [
  ['0 2 * * *', '毎日 02:00', 'Every day at 02:00'],
  ['15 9,18 * * *', '毎日 09:15 と 18:15', 'Every day at 09:15 and 18:15'],
  ['30 1 * * 1-5', '平日（月〜金曜日） 01:30', 'On weekdays (Monday to Friday) at 01:30'],
  ['0 3 * * 0', '毎週日曜日 03:00', 'Every Sunday at 03:00'],
  ['0 3 * * sun', '毎週日曜日 03:00', 'Every Sunday at 03:00'],
  ['0 22 * * 1,3,5', '毎週月・水・金曜日 22:00', 'Every Monday, Wednesday and Friday at 22:00'],
  ['0 22 * * 6,7', '毎週土・日曜日 22:00', 'Every Saturday and Sunday at 22:00'],
  ['0 3 1 * *', '毎月1日 03:00', 'On day 1 of every month at 03:00'],
  ['0 3 1,15 * *', '毎月1・15日 03:00', 'On day 1 and 15 of every month at 03:00'],
  ['0 0 L * *', '毎月末日 00:00', 'On the last day of every month at 00:00'],
  ['0 4 1 1,7 *', '毎年1・7月の1日 04:00', 'On day 1 of January and July at 04:00'],
  ['0 2 * * 1#1', '毎月第1月曜日 02:00', 'On the first Monday of every month at 02:00'],
  ['0 2 * * 5L', '毎月最終金曜日 02:00', 'On the last Friday of every month at 02:00'],
  ['* * * * *', '毎分', 'Every minute'],
  ['*/15 * * * *', '15分ごと', 'Every 15 minutes'],
  ['30 * * * *', '毎時30分', 'Every hour at 30 min past'],
  ['0 */6 * * *', '6時間ごと（00分）', 'Every 6 hours at 0 min past'],
  [
    '*/5 8-18 * * 1-5',
    '平日（月〜金曜日） 8時台から18時台まで 5分ごと',
    'On weekdays (Monday to Friday), every 5 minutes, from 08:00 to 18:59',
  ],
]

describe('the reading of a schedule', () => {
  it.each(readings)('says %s as a person would', async (cron, ja, en) => {
    expect([await scheduleText(cron, 'ja'), await scheduleText(cron, 'en')]).toEqual([ja, en])
  })

  it('leaves rare forms to the library instead of guessing', async () => {
    expect(await scheduleText('0 2 15W * *', 'en')).toContain('nearest day 15')
    expect(await scheduleText('0 12 1-7 * 1', 'en')).toContain('Monday')
    expect(await scheduleText('*/7 * * * *', 'ja')).not.toBe('')
  })
})
