// Hears that a link was closed: the page is drawn again, and says so. A tab that is not seen listens to nothing: a browser
// has six connections to a server for all its tabs, and is told the present state when it comes back.

const watches = new WeakMap()

class Watch {
  constructor(address) {
    this.address = address
    this.seen = () => this.listen()
    document.addEventListener("visibilitychange", this.seen)
    this.listen()
  }

  listen() {
    this.source?.close()
    if (document.hidden) return
    this.source = new EventSource(this.address)
    this.source.onmessage = event => {
      if (!JSON.parse(event.data).over) return
      this.source.close()
      this.send("over", true)
    }
  }

  end() {
    document.removeEventListener("visibilitychange", this.seen)
    this.source?.close()
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (watches.get(parentElement)?.address !== data.events) {
    watches.get(parentElement)?.end()
    watches.set(parentElement, new Watch(data.events))
  }
  const watch = watches.get(parentElement)
  watch.send = setTriggerValue
  return () => {
    watch.end()
    watches.delete(parentElement)
  }
}
