import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'

/**
 * The only bridge between the page and the program: the page listens for a message of type `kuraban-port`, then asks;
 * main answers with one end of a channel, which is handed over as it is. No other function and no event object reaches the page.
 */
const portChannel = 'kuraban:port'

ipcRenderer.on(portChannel, (event: IpcRendererEvent) => {
  const [port] = event.ports
  if (port !== undefined) window.postMessage({ type: 'kuraban-port' }, window.location.origin, [port])
})

contextBridge.exposeInMainWorld('kuraban', {
  host: 'electron',
  requestPort: () => ipcRenderer.send(portChannel),
})
