import { EventEmitter } from 'node:events'
import type { WebContentsDouble } from './web-contents.ts'
import type { WebFrameDouble } from './web-frame.ts'

/** Messages of pages, with the frame they come from. */
export class IpcMainDouble extends EventEmitter {
  /** A page said something. The frame may be null in Electron: when it has gone in the meantime. */
  receive(
    sender: WebContentsDouble,
    senderFrame: WebFrameDouble | null,
    channel: string,
    args: readonly unknown[],
  ): void {
    this.emit(channel, { sender, senderFrame, ports: [], frameId: 1, processId: 1 }, ...args)
  }
}

export const ipcMain = new IpcMainDouble()
