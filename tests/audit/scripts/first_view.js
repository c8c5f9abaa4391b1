// Before anything of the page runs: note each layout shift that no input caused.

window.auditShifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) {
      const moved = entry.sources.map(({ node }) => {
        const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
        return element?.localName ? element.localName + [...element.classList].map((name) => `.${name}`).join("") : "?";
      });
      window.auditShifts.push({ value: entry.value, moved });
    }
  }
}).observe({ type: "layout-shift", buffered: true });
