// Hears that a link was closed: the page is drawn again, and says so.

const watches = new WeakMap()

export default function ({ data, parentElement, setTriggerValue }) {
  const known = watches.get(parentElement)
  if (known?.address === data.events) {
    known.send = setTriggerValue
    return known.end
  }
  known?.end()
  const watch = { address: data.events, send: setTriggerValue }
  const source = new EventSource(data.events)
  source.onmessage = event => {
    if (!JSON.parse(event.data).over) return
    source.close()
    watch.send("over", true)
  }
  watch.end = () => {
    source.close()
    watches.delete(parentElement)
  }
  watches.set(parentElement, watch)
  return watch.end
}
