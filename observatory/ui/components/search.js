// A combobox (WAI-ARIA 1.2, list autocomplete) over a list fetched once and filtered here.
// Entries come as [key, name, detail], the most likely first; ties keep that order.

const SHOWN = 40
const lists = new Map() // address -> promise of entries with the words that they are found by
const boxes = new WeakMap()

const ABBREVIATIONS = { st: "saint", ste: "sainte", sts: "saints", stes: "saintes" }

function words(text) {
  const plain = text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
  const parts = plain.replaceAll("œ", "oe").replaceAll("æ", "ae").split(/[^a-z0-9]+/)
  return parts.filter(Boolean).map(word => ABBREVIATIONS[word] ?? word)
}

function load(address) {
  if (!lists.has(address)) {
    const list = fetch(address).then(answer => {
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
      return answer.json()
    }).then(rows => rows.map(([key, name, detail]) => ({ key, name, detail, words: words(name) })))
    list.catch(() => lists.delete(address))
    lists.set(address, list)
  }
  return lists.get(address)
}

// 0: the name begins so; 1: each word typed begins a word of the name; 2: it is (the beginning of) the code.
function rank(entry, asked, text) {
  if (entry.words.join(" ").startsWith(asked.join(" "))) return 0
  if (asked.every(word => entry.words.some(own => own.startsWith(word)))) return 1
  return entry.key.toLowerCase().startsWith(text) ? 2 : -1
}

function search(entries, typed) {
  const text = typed.trim().toLowerCase()
  const asked = words(text)
  if (!asked.length) return entries.slice(0, SHOWN)
  const found = [[], [], []]
  for (const entry of entries) {
    const place = rank(entry, asked, text)
    if (place >= 0 && found[place].length < SHOWN) found[place].push(entry)
  }
  return found.flat().slice(0, SHOWN)
}

class Box {
  constructor(root) {
    this.input = root.querySelector("input")
    this.label = root.querySelector("label")
    this.list = root.querySelector("ul")
    this.status = root.querySelector("[role=status]")
    this.found = []
    this.active = -1
    this.input.onfocus = () => { this.input.select(); this.refresh("") }
    this.input.onclick = () => { if (!this.isOpen()) this.refresh("") }
    this.input.oninput = () => this.refresh(this.input.value)
    this.input.onblur = () => this.close()
    this.input.onkeydown = event => this.press(event)
    this.list.onpointerdown = event => event.preventDefault() // the box keeps the focus
    this.list.onclick = event => {
      const item = event.target.closest("li[role=option]")
      if (item) this.choose(this.found[Number(item.dataset.at)])
    }
    this.moved = () => this.isOpen() && this.place()
    window.addEventListener("resize", this.moved)
    window.addEventListener("scroll", this.moved, true)
  }

  update(data, send) {
    this.data = data
    this.send = send
    this.label.textContent = data.texts.label
    this.input.placeholder = data.texts.hint
    this.list.setAttribute("aria-label", data.texts.label)
    if (!this.isOpen()) this.input.value = data.name
  }

  isOpen() { return this.list.matches(":popover-open") }

  async refresh(typed) {
    const asked = this.asked = Symbol(typed)
    try {
      const entries = await load(this.data.address)
      if (asked !== this.asked) return
      this.found = search(entries, typed)
      this.draw(this.found.length ? "" : this.data.texts.none)
    } catch {
      this.found = []
      this.draw(this.data.texts.failed)
    }
  }

  draw(message) {
    this.list.replaceChildren(...(message ? [this.message(message)] : this.found.map((one, at) => this.item(one, at))))
    this.status.textContent = message || this.data.texts.found.replace("{count}", this.found.length)
    if (!this.isOpen()) this.list.showPopover()
    this.input.setAttribute("aria-expanded", "true")
    this.list.scrollTop = 0
    this.place()
    this.point(this.found.length ? 0 : -1)
  }

  item(entry, at) {
    const item = document.createElement("li")
    item.id = `option-${at}`
    item.dataset.at = at
    item.setAttribute("role", "option")
    item.append(entry.name)
    const detail = document.createElement("small")
    detail.textContent = this.detail(entry)
    item.append(detail)
    return item
  }

  // Of a commune, its département; of an area, its kind and how many communes it has.
  detail({ key, detail }) {
    const [kind, rest] = key.split(":")
    if (!rest) return detail
    return `${this.data.texts.kinds[kind]} · ${this.data.texts.communes.replace("{count}", detail)}`
  }

  message(text) {
    const item = document.createElement("li")
    item.className = "message"
    item.setAttribute("role", "presentation")
    item.textContent = text
    return item
  }

  place() {
    const field = this.input.getBoundingClientRect()
    Object.assign(this.list.style, { left: `${field.left}px`, top: `${field.bottom + 4}px`, width: `${field.width}px` })
  }

  point(at) {
    this.active = at
    this.list.querySelectorAll("li[role=option]").forEach((item, place) =>
      item.setAttribute("aria-selected", String(place === at)))
    if (at < 0) return this.input.removeAttribute("aria-activedescendant")
    this.input.setAttribute("aria-activedescendant", `option-${at}`)
    this.list.children[at].scrollIntoView({ block: "nearest" })
  }

  press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && !this.isOpen()) this.refresh("")
    else if (step && this.found.length) this.point((this.active + step + this.found.length) % this.found.length)
    else if (event.key === "Enter") this.enter()
    else if (event.key === "Escape") this.close()
    else return
    event.preventDefault()
  }

  // Enter may come before the list has: wait for it.
  async enter() {
    const typed = this.input.value
    if (!this.isOpen() && typed === this.data.name) return this.refresh("")
    if (!this.isOpen() || !this.found.length) await this.refresh(typed)
    if (this.active >= 0) this.choose(this.found[this.active])
  }

  choose(entry) {
    this.hide()
    this.input.value = entry.name
    this.send("chosen", entry.key)
    // On a phone the sidebar hides what was chosen.
    if (window.innerWidth < 768) document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click()
  }

  hide() {
    if (this.isOpen()) this.list.hidePopover()
    this.input.setAttribute("aria-expanded", "false")
    this.input.removeAttribute("aria-activedescendant")
    this.asked = null
  }

  close() {
    this.hide()
    this.input.value = this.data.name
  }

  remove() {
    window.removeEventListener("resize", this.moved)
    window.removeEventListener("scroll", this.moved, true)
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (!boxes.has(parentElement)) boxes.set(parentElement, new Box(parentElement))
  const box = boxes.get(parentElement)
  box.update(data, setTriggerValue)
  return () => {
    box.remove()
    boxes.delete(parentElement)
  }
}
