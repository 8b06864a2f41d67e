// Every screen stands in the page already, one above the other: a key only says which is seen. The server is told, and
// where it does not answer the keys go on working.

const WIDE = 1024, TALL = 720 // the smallest window that screens are laid out for
const BAR_SECONDS = 3
const walls = new WeakMap()

class Wall {
  constructor(root) {
    this.root = root
    this.bar = root.querySelector(".bar")
    this.cover = root.querySelector(".black")
    this.sheet = document.head.appendChild(document.createElement("style"))
    this.at = 0
    this.asked = ""
    this.auto = null
    this.listeners = new AbortController()
    const on = { signal: this.listeners.signal }
    document.addEventListener("keydown", event => this.press(event), on)
    document.addEventListener("mousemove", () => this.showBar(), on)
    window.addEventListener("resize", () => this.fit(), on)
    this.bar.addEventListener("click", event => this.act(event.target.dataset.do), on)
    this.cover.addEventListener("click", () => this.act("black"), on)
    this.fit()
  }

  update(data, send, sendState) {
    this.data = data
    this.send = send
    this.sendState = sendState
    for (const button of this.root.querySelectorAll("[data-do]")) {
      button.textContent = data.texts[button.dataset.do]
      button.hidden = data.hidden.includes(button.dataset.do)
    }
    this.bar.setAttribute("aria-label", data.texts.bar)
    this.cover.setAttribute("aria-label", data.texts.black)
    const leave = this.bar.querySelector("a")
    leave.href = data.leave
    leave.textContent = data.texts.leave
    if (!this.at) this.at = Math.min(Math.max(data.at, 1), data.screens)
    this.asked = data.asked
    this.fit()
    this.show()
  }

  // All is enlarged alike: the letters keep their share of the wall, whatever the projector.
  fit() {
    const [width, height] = [window.innerWidth, window.innerHeight]
    const times = Math.max(1, Math.min(width / WIDE, height / TALL))
    const ground = getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor
    document.documentElement.style.setProperty("--wall", times)
    document.documentElement.style.setProperty("--wall-ground", ground)
    const size = `${width} ${height}`
    if (!this.sendState || size === this.size) return
    this.size = size
    clearTimeout(this.sizing)
    this.sizing = setTimeout(() => this.attempt(() => this.sendState("size", [width, height])), 100)
  }

  // The commune asked for is drawn after it is chosen: until it is there, what was seen stays.
  show() {
    clearTimeout(this.waiting)
    if (this.asked && !document.querySelector(".st-key-screen_asked .js-plotly-plot, .st-key-screen_asked h1")) {
      this.waiting = setTimeout(() => this.show(), 50)
      return
    }
    const seen = this.asked ? "asked" : this.at - 1
    this.sheet.textContent = `.st-key-screen_${seen} { visibility: visible !important; }`
    document.documentElement.dataset.screen = this.asked ? "asked" : this.at
  }

  // Without a network nobody is told, and what is here goes on.
  attempt(sending) {
    try { sending() } catch (error) { console.warn(error) }
  }

  tell(name, value) { this.attempt(() => this.send(name, value)) }

  move(to) {
    const at = Math.min(Math.max(to, 1), this.data.screens)
    if (at === this.at && !this.asked) return
    this.at = at
    this.asked = ""
    this.show()
    clearTimeout(this.telling)
    this.telling = setTimeout(() => this.tell("moved", at), 150)
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (this.notes()?.hasAttribute("data-open")) {
      if (event.key === "Escape") this.note()
      return
    }
    const typing = event.composedPath()[0].tagName === "INPUT"
    if (typing) {
      if (event.key === "Escape" || event.key === "Enter") this.closePalette()
      return
    }
    const action = Object.keys(this.data.keys).find(name => this.data.keys[name].includes(event.key))
    const onButton = event.composedPath()[0].tagName === "BUTTON" && event.key === " "
    if (!action || onButton) return
    event.preventDefault()
    this.act(action)
  }

  act(action) {
    if (!action) return
    if (!this.cover.hidden && action !== "full") { this.cover.hidden = true; if (action === "black") return }
    if (action === "next") this.move(this.at + 1)
    else if (action === "previous") this.move(this.at - 1)
    else if (action === "first") this.move(1)
    else if (action === "last") this.move(this.data.screens)
    else if (action === "black") this.cover.hidden = false
    else if (action === "full") this.full()
    else if (action === "ask") this.openPalette()
    else if (action === "note") this.note()
    else if (action === "auto") this.follow(!this.auto)
    else if (action === "pause") this.auto ? this.follow(false) : this.move(this.at + 1)
    else if (action === "back") this.back()
    else if (action === "live") document.dispatchEvent(new Event("wall-live")) // components/room.js
  }

  back() {
    if (!this.asked) return
    this.asked = ""
    this.show()
    this.tell("back", true)
  }

  full() {
    if (document.fullscreenElement) document.exitFullscreen()
    else document.documentElement.requestFullscreen?.().catch(() => {})
  }

  // Screens that follow one another begin again after the last.
  follow(on) {
    clearInterval(this.auto)
    this.auto = on ? setInterval(() => this.move(this.at % this.data.screens + 1), this.data.seconds * 1000) : null
    this.bar.querySelector("[data-do=auto]").setAttribute("aria-pressed", String(on))
  }

  palette() { return document.querySelector(".st-key-palette") }

  openPalette() {
    this.palette()?.setAttribute("data-open", "")
    for (const part of this.palette()?.querySelectorAll("*") ?? []) part.shadowRoot?.querySelector("input")?.focus()
    this.palette()?.querySelector("input")?.focus()
  }

  closePalette() {
    setTimeout(() => {
      this.palette()?.removeAttribute("data-open")
      document.activeElement?.shadowRoot?.activeElement?.blur()
      document.activeElement?.blur()
    }, 50)
  }

  notes() { return document.querySelector(".st-key-wall_notes") }

  // Over the wall until it is put away: what is typed there commands nothing.
  note() {
    const open = this.notes()?.toggleAttribute("data-open")
    if (open) this.notes().querySelector("input")?.focus()
    else document.activeElement?.blur()
  }

  showBar() {
    this.bar.classList.add("shown")
    clearTimeout(this.hiding)
    this.hiding = setTimeout(() => this.bar.classList.remove("shown"), BAR_SECONDS * 1000)
  }

  remove() {
    this.listeners.abort()
    this.follow(false)
    this.sheet.remove()
    delete document.documentElement.dataset.screen
  }
}

export default function ({ data, parentElement, setTriggerValue, setStateValue }) {
  if (!walls.has(parentElement)) walls.set(parentElement, new Wall(parentElement))
  const wall = walls.get(parentElement)
  wall.update(data, setTriggerValue, setStateValue)
  return () => {
    wall.remove()
    walls.delete(parentElement)
  }
}
