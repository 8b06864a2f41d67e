// Where the server is. Without it, Streamlit looks below the open page first, and reports two errors at each direct link.
window.__streamlit = { BACKEND_BASE_URL: new URL("../..", document.currentScript.src).href }
