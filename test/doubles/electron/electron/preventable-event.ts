/** An event of Electron that a listener may prevent. */
export class PreventableEvent<Details extends object> {
  defaultPrevented = false

  constructor(details: Details) {
    Object.assign(this, details)
  }
  preventDefault(): void {
    this.defaultPrevented = true
  }
}
