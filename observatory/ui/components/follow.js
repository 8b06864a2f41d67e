// Every screen stands in the page already, of the room and of one's own commune: the room only says which is seen, so
// that no move of the presenter runs anything on the server, whoever follows.

const follows = new WeakMap()

class Follow {
  constructor(root) {
    this.bar = root.querySelector(".bar")
    this.status = root.querySelector("[role=status]")
    this.sheet = document.head.appendChild(document.createElement("style"))
    this.live = 0 // where the room is
    this.own = 0 // where one looks by oneself; 0 while one follows
    this.mine = null
    this.seen = () => this.listen()
    document.addEventListener("visibilitychange", this.seen)
    this.bar.onclick = event => this.act(event.target.closest("button")?.dataset.do)
  }

  update(data, send) {
    const moved = this.data?.mine !== data.mine
    this.data = data
    this.send = send
    for (const button of this.bar.querySelectorAll("[data-do]")) this.name(button, data.texts[button.dataset.do])
    this.bar.setAttribute("aria-label", data.texts.bar)
    if (!this.live) this.live = data.at
    if (this.mine === null || (moved && data.mine)) this.mine = Boolean(data.mine)
    this.listen()
    this.show()
  }

  name(button, words) {
    if (["previous", "next"].includes(button.dataset.do)) button.setAttribute("aria-label", words)
    else button.textContent = words
  }

  // A tab that is not seen listens to nothing, and is told where the room is when it comes back.
  listen() {
    const address = document.hidden ? "" : new URL(this.data.events, location.href).href
    if ((this.source?.url ?? "") === address) return
    this.source?.close()
    this.source = null
    if (!address) return
    this.source = new EventSource(this.data.events)
    this.source.onmessage = event => this.hear(JSON.parse(event.data))
    this.source.onopen = () => this.hold(false)
    this.source.onerror = () => this.hold(true)
  }

  // Without a network, what is here can still be read.
  hold(lost) {
    this.lost = lost
    this.tell(this.at())
  }

  hear(told) {
    if (told.over) {
      this.source.close()
      this.send("over", true)
    } else if (told.screen !== this.live) {
      this.live = told.screen
      this.show()
      if (!this.own) window.scrollTo({ top: 0 })
    }
  }

  at() { return Math.min(Math.max(this.own || this.live, 1), this.data.screens) }

  act(action) {
    if (action === "previous" || action === "next") {
      this.own = Math.min(Math.max(this.at() + (action === "next" ? 1 : -1), 1), this.data.screens)
    } else if (action === "live") this.own = 0
    else if (action === "room" || action === "mine") this.mine = action === "mine"
    else return
    this.show()
    document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0 })
  }

  // One's own commune is drawn after it is chosen: until its screen is there, the room's stays.
  show() {
    clearTimeout(this.waiting)
    const at = this.at(), own = `.st-key-leaf_mine_${at}`
    const ready = this.mine && this.data.mine && document.querySelector(`${own} h2`)
    if (this.mine && this.data.mine && !ready) this.waiting = setTimeout(() => this.show(), 50)
    const seen = ready ? own : `.st-key-leaf_room_${at}`
    const search = this.mine ? ".st-key-follow_commune { display: block !important; }" : ""
    this.sheet.textContent = `${seen} { position: static !important; visibility: visible !important; height: auto !important; } ${search}`
    document.documentElement.dataset.leaf = `${ready ? "mine" : "room"}-${at}`
    this.tell(at)
  }

  tell(at) {
    const texts = this.data.texts
    const words = this.lost ? texts.lost : this.own ? texts.alone : texts.following
    this.status.textContent = words.replace("{at}", at).replace("{count}", this.data.screens)
    for (const button of this.bar.querySelectorAll("button")) {
      const action = button.dataset.do
      if (action === "live") button.hidden = !this.own
      if (action === "room" || action === "mine") button.setAttribute("aria-pressed", String(this.mine === (action === "mine")))
      if (action === "previous") button.disabled = at === 1
      if (action === "next") button.disabled = at === this.data.screens
    }
  }

  remove() {
    clearTimeout(this.waiting)
    document.removeEventListener("visibilitychange", this.seen)
    this.source?.close()
    this.sheet.remove()
    delete document.documentElement.dataset.leaf
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (!follows.has(parentElement)) follows.set(parentElement, new Follow(parentElement))
  const follow = follows.get(parentElement)
  follow.update(data, setTriggerValue)
  return () => {
    follow.remove()
    follows.delete(parentElement)
  }
}
