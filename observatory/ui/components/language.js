// Streamlit 1.67 writes about 180 strings of its own, in English only: those that a reader of the observatory can meet are
// translated as they appear. Our own words are never touched: they are not in the table.

const FRENCH = {
  "Skip to main content": "Aller au contenu",
  "Main menu": "Menu",
  "App pages": "Pages",
  Sidebar: "Sélection",
  "Expand sidebar": "Ouvrir la sélection",
  "Collapse sidebar": "Fermer la sélection",
  Notifications: "Notifications",
  Close: "Fermer",
  Cancel: "Annuler",
  Stop: "Arrêter",
  "Stopping...": "Arrêt…",
  "Running...": "Calcul en cours…",
  "Loading...": "Chargement…",
  Print: "Imprimer",
  Rerun: "Actualiser",
  "View less": "Voir moins",
  "view more": "voir plus",
  // choices
  Open: "Ouvrir",
  "Choose an option": "Choisir",
  "Choose options": "Choisir",
  "Choose or add an option": "Choisir ou ajouter",
  "Choose or add options": "Choisir ou ajouter",
  "No options to select": "Aucun choix possible",
  "No results": "Aucun résultat",
  "Selectbox options": "Choix possibles",
  "Selected values": "Choix faits",
  "Select all": "Tout choisir",
  "Clear all": "Tout effacer",
  "Clear value": "Effacer",
  "Clear entry": "Effacer",
  "Clear selection": "Effacer la sélection",
  "Press Enter to apply": "Entrée pour valider",
  "Press Enter to submit form": "Entrée pour envoyer",
  "Press Ctrl+Enter to apply": "Ctrl+Entrée pour valider",
  "Press ⌘+Enter to apply": "⌘+Entrée pour valider",
  Increment: "Augmenter",
  Decrement: "Diminuer",
  "Choose date": "Choisir une date",
  "Clear date": "Effacer la date",
  Calendar: "Calendrier",
  "Next month": "Mois suivant",
  "Previous month": "Mois précédent",
  "Next page": "Page suivante",
  "Previous page": "Page précédente",
  Pagination: "Pages",
  // figures and tables
  Fullscreen: "Plein écran",
  "Close fullscreen": "Quitter le plein écran",
  "Download as CSV": "Télécharger (CSV)",
  "Show/hide columns": "Choisir les colonnes",
  Search: "Chercher",
  "Close Search": "Fermer la recherche",
  "Next Result": "Résultat suivant",
  "Previous Result": "Résultat précédent",
  "Copy column name": "Copier le nom de la colonne",
  "No data": "Pas de donnée",
  Empty: "Vide",
  Copy: "Copier",
  Copied: "Copié",
  "Copy to clipboard": "Copier",
  "Scroll tabs left": "Onglets précédents",
  "Scroll tabs right": "Onglets suivants",
  "Link to heading": "Lien vers ce titre",
  // files
  "Browse files": "Choisir un fichier",
  "Drag and drop a file here": "Déposez un fichier ici",
  "Drag and drop files here": "Déposez des fichiers ici",
  Upload: "Choisir un fichier",
  "Add files": "Ajouter des fichiers",
  "Too many files": "Trop de fichiers",
  "Only one file is allowed.": "Un seul fichier à la fois.",
  "Download failed": "Le téléchargement a échoué",
  // the server
  "Page not found": "Page inconnue",
  "Network error": "Réseau indisponible",
  "Unknown error": "Erreur inconnue",
  "Try again": "Réessayer",
  "Script execution error": "La page n'a pas pu s'afficher",
  "Unexpected error. Please try again.": "Une erreur est survenue. Réessayez.",
  "Connection lost. Please wait for the app to reconnect, then try again.":
    "La connexion est perdue. Attendez qu'elle revienne, puis réessayez.",
  "Streamlit server is not responding. Are you connected to the internet?": "Le serveur de l'observatoire ne répond pas.",
  "Connection timed out.": "Le serveur ne répond pas.",
  "Connection error": "Connexion interrompue",
  Connecting: "Connexion…",
  CONNECTING: "Connexion…",
  "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
    "Si le serveur a été arrêté, relancez-le :",
}

const PATTERNS = [
  [/^Add: (.*)$/, "Ajouter : $1"],
  [/^Fullscreen: (.*)$/, "Plein écran : $1"],
  [/^Close fullscreen: (.*)$/, "Quitter le plein écran : $1"],
  [/^Download as CSV: (.*)$/, "Télécharger (CSV) : $1"],
  [/^Search: (.*)$/, "Chercher : $1"],
  [/^Show\/hide columns: (.*)$/, "Choisir les colonnes : $1"],
  [/^View (\d+) more$/, "Voir $1 de plus"],
  [/^(\d+(?:\.\d+)?)([KMG])B per file(.*)$/, "$1 $2o par fichier$3"],
  [/^File must be (\d+(?:\.\d+)?)([KMG])B or smaller\.$/, "Le fichier doit faire $1 $2o au plus."],
  // always with a decimal: « 2B » is a département
  [/^(\d+)\.0([KMG]?)B$/, "$1 $2o"],
  [/^(\d+)\.(\d+)([KMG]?)B$/, "$1,$2 $3o"],
  [/^(.*) files are not allowed\.$/, "Les fichiers $1 ne sont pas acceptés."],
  [/^(.*) — start$/, "$1 — début"],
  [/^(.*) — end$/, "$1 — fin"],
]
const ENGLISH = Object.fromEntries(Object.entries(FRENCH).map(([english, french]) => [french, english]))
const ATTRIBUTES = ["aria-label", "title", "placeholder"]
const OURS = "[data-testid=stHtml], .js-plotly-plot, code, textarea" // holds our words, never Streamlit's

let language = null
let observer = null

function translated(text) {
  const bare = text.trim()
  if (language === "en") return ENGLISH[bare]
  if (FRENCH[bare]) return FRENCH[bare]
  const pattern = PATTERNS.find(([english]) => english.test(bare))
  return pattern && bare.replace(pattern[0], pattern[1])
}

function text(node) {
  const found = translated(node.data)
  if (found && found !== node.data.trim()) node.data = found
}

function attributes(element) {
  for (const name of ATTRIBUTES) {
    const value = element.getAttribute(name)
    const found = value && translated(value)
    if (found && found !== value) element.setAttribute(name, found)
  }
}

function translate(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    if (node.parentElement && !node.parentElement.closest(OURS)) text(node)
    return
  }
  if (node.nodeType !== Node.ELEMENT_NODE || node.closest(OURS)) return
  attributes(node)
  node.querySelectorAll(ATTRIBUTES.map(name => `[${name}]`).join()).forEach(attributes)
  const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) if (!texts.currentNode.parentElement.closest(OURS)) text(texts.currentNode)
}

// Streamlit's links to pages do not say which one is open.
function markPage() {
  for (const link of document.querySelectorAll(".st-key-pages a")) {
    if (new URL(link.href).pathname === location.pathname) link.setAttribute("aria-current", "page")
    else link.removeAttribute("aria-current")
  }
}

function watch() {
  observer = new MutationObserver(changes => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translate)
      else if (change.type === "attributes") attributes(change.target)
      else translate(change.target)
    }
    markPage()
  })
  observer.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  })
}

export default function ({ data }) {
  if (data.language !== language) {
    language = data.language
    document.documentElement.lang = language
    translate(document.body)
  }
  if (!observer) watch()
  markPage()
  return () => {
    observer?.disconnect()
    observer = null
    language = null
  }
}
