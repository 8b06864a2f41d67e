// The presenter's side of a room: its code to scan, how many follow, its end. What proves who presents stays in this tab
// (sessionStorage), so that a wall that is loaded again goes on.

const rooms = new WeakMap()

class Room {
  constructor(root) {
    this.panel = root.querySelector(".panel")
    this.sheet = document.head.appendChild(document.createElement("style"))
    this.wanted = false
    this.listeners = new AbortController()
    const on = { signal: this.listeners.signal }
    document.addEventListener("wall-live", () => this.toggle(), on)
    document.addEventListener("keydown", event => this.press(event), { ...on, capture: true })
    this.panel.addEventListener("click", event => this.act(event.target.dataset.do), on)
  }

  update(data, send) {
    this.data = data
    this.send = send
    this.keep()
    const find = name => this.panel.querySelector(name)
    for (const button of this.panel.querySelectorAll("[data-do]")) button.textContent = data.texts[button.dataset.do]
    find("h2").textContent = data.texts.title
    this.panel.setAttribute("aria-label", data.texts.title)
    find("img").src = data.picture
    find("img").alt = data.texts.picture
    find(".address").textContent = data.texts.address
    find(".code").textContent = data.texts.code
    find(".warning").textContent = data.texts.warning
    find(".warning").hidden = !data.texts.warning
    if (data.room && this.wanted) this.panel.hidden = false
    if (data.room) this.wanted = false
    else this.panel.hidden = true
    this.listen()
  }

  // Kept where this tab alone reads it; taken up again when the wall, or the server, begins anew.
  keep() {
    const name = `observatory-room ${this.data.wall}`
    if (this.data.room) sessionStorage.setItem(name, JSON.stringify(this.data.room))
    else if (this.data.over) sessionStorage.removeItem(name)
    else if (sessionStorage.getItem(name)) this.resume(JSON.parse(sessionStorage.getItem(name)))
  }

  resume(room) {
    this.send("resumed", { ...room, screen: Number(document.documentElement.dataset.screen) || 0 })
  }

  // A server that was started again knows nothing of this tab, and a network that was lost may have lost moves.
  back() {
    if (document.querySelector("[data-testid=stApp]").dataset.testConnectionState === "CONNECTED") this.resume(this.data.room)
    else this.waiting = setTimeout(() => this.back(), 500)
  }

  listen() {
    const address = this.data.room ? new URL(this.data.events, location.href).href : ""
    if ((this.source?.url ?? "") === address) return
    this.source?.close()
    this.source = null
    clearTimeout(this.waiting)
    this.count("")
    if (!address) return
    this.source = new EventSource(address)
    this.source.onerror = () => { this.lost = true }
    this.source.onopen = () => {
      if (this.lost) this.back()
      this.lost = false
    }
    this.source.onmessage = event => {
      const told = JSON.parse(event.data)
      if (told.over) {
        this.source.close()
        this.send("over", true)
      } else this.count(this.data.texts.followers.replace("{count}", told.followers))
    }
  }

  count(words) {
    this.panel.querySelector(".count").textContent = words
    this.sheet.textContent = words ? `p.wall-title.between span:last-child::after { content: " · ${words}"; }` : ""
  }

  toggle() {
    if (this.data.room) this.panel.hidden = !this.panel.hidden
    else {
      this.wanted = true
      this.send("opened", true)
    }
  }

  // Whatever moves the wall shows it.
  press(event) {
    if (this.panel.hidden || event.ctrlKey || event.metaKey || event.altKey) return
    if (!["s", "S", "f", "F", "Tab", "Enter", " ", "Shift"].includes(event.key)) this.panel.hidden = true
  }

  act(action) {
    if (action === "hide") this.panel.hidden = true
    else if (action === "end") this.send("ended", true)
  }

  remove() {
    this.listeners.abort()
    clearTimeout(this.waiting)
    this.source?.close()
    this.sheet.remove()
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (!rooms.has(parentElement)) rooms.set(parentElement, new Room(parentElement))
  const room = rooms.get(parentElement)
  room.update(data, setTriggerValue)
  return () => {
    room.remove()
    rooms.delete(parentElement)
  }
}
