"""A small sound page, and pieces that each break one rule: what the audit is tried on."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import unquote

PAGE = """<!doctype html>
<html lang="fr">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Une page</title>
  <link rel="icon" href="/icon.svg" type="image/svg+xml">
  <style>
    :root { color-scheme: light dark; font: 1.125rem/1.5 sans-serif; }
    html { background: #fff; color: #000; }
    a { color: inherit; }
    @media (prefers-color-scheme: dark) { html { background: #000; color: #fff; } }
    .target { box-sizing: border-box; display: inline-block; min-height: 44px; padding: 8px; }
    .target { min-width: 44px; }
    :focus-visible { outline: 3px solid; }
  </style>
</head>
<body>
  <header>
    <p><a class="target" href="/">Les deux centres</a></p>
    <details>
      <summary class="target">Menu</summary>
      <p><a class="target" href="/soins">Les soins</a></p>
    </details>
  </header>
  <main>
    <h1>Une page sans défaut</h1>
    <p>Il y a dans cette phrase <a href="/phrase">un lien court</a> vers la suite.</p>
    <h2>Les questions</h2>
    <p><a class="target" href="/rendez-vous">Prendre rendez-vous</a></p>
    <svg aria-hidden="true" width="20" height="20"><circle r="9"></circle></svg>
    <p lang="en">This is the text that was marked for its language.</p>
    %s
  </main>
</body>
</html>
"""

ENGLISH = "This is the text of the page that was not marked for its language."
LONG = "un texte assez long pour la boîte"

#: What breaks each rule.
FAULTS = {
    "axe image-alt": '<img src="/icon.svg">',
    "axe color-contrast": '<p style="color: #aaa; background: #fff">Gris</p>',
    "axe color-contrast-enhanced": '<p style="color: #666; background: #fff">Gris</p>',
    "pictures: no name": '<svg width="20" height="20"><circle r="9"></circle></svg>',
    "headings: one h1": "<h1>Encore une</h1>",
    "headings: skipped level": "<h4>Trop bas</h4>",
    "headings: empty": "<h3></h3>",
    "links: vague": '<p><a class="target" href="/a">Cliquez ici</a></p>',
    "links: empty": '<p><a class="target" href="/a"></a></p>',
    "links: one name, two targets": '<p><a class="target" href="/autre">Prendre rendez-vous</a></p>',
    "language: parts": f"<p>{ENGLISH}</p>",
    "language: invalid code": '<p lang="zzz9">Hélas</p>',
    "target under 24": '<button aria-label="Fermer" style="width: 9px; height: 9px; padding: 0">',
    "target under 44": '<p><a href="/a" style="display: block; height: 30px">Les horaires</a></p>',
    "sideways scroll": f'<p style="width: 1500px">{LONG}</p>',
    "text cut off": f'<p style="height: 10px; overflow: hidden">{LONG}</p>',
    "text on text": f'<div style="height: 0"><p>{LONG}</p></div><div>{LONG}</div>',
    "spacing: text cut off": f'<p style="width: 17em; height: 1.5em; overflow: hidden">{LONG}</p>',
    "400 %: sideways scroll": f'<p style="min-width: 400px">{LONG}</p>',
    "keyboard: focus not visible": '<a class="target" href="/a" style="outline: 0">Les plans</a>',
    "keyboard: focus obscured": '<a class="target" href="/a">Les plans</a><div style="background:'
    ' #fff; height: 60px; margin-top: -60px; position: relative"></div>',
    "keyboard: order": '<a class="target" href="/a" tabindex="1">Les plans</a>',
    "keyboard: trap": '<button class="target" onkeydown="event.preventDefault()">Rester</button>',
    "keyboard: not reached": '<a class="target" href="/a" onfocus="this.nextElementSibling.focus()">'
    'Les plans</a><a class="target" href="/b">Les accès</a>',
    "layout shift": "<script>new PerformanceObserver(() => requestAnimationFrame(() => "
    "document.body.prepend(Object.assign(document.createElement('p'), {textContent: 'Tard'}))))"
    ".observe({type: 'paint', buffered: true})</script>",
    "console": "<script>console.error('hélas')</script>",
    "script": "<script>throw new Error('hélas')</script>",
    "cookie": "<script>document.cookie = 'a=b'</script>",
    "a request to somebody else": '<img alt="" src="http://localhost:9/a.png">',
    "weight: bytes": '<img alt="" src="/120000.svg">',
    "weight: script": '<script src="/9000.js"></script>',
    "weight: style": '<link rel="stylesheet" href="/15000.css">',
    "weight: requests": "".join(f'<img alt="" src="/icon.svg?{number}">' for number in range(12)),
}
TYPES = {"svg": "image/svg+xml", "css": "text/css", "js": "text/javascript"}


class _Answer(BaseHTTPRequestHandler):
    """The page by the rule it breaks; files as large as their name says."""

    def do_GET(self) -> None:
        name, _dot, ending = unquote(self.path).lstrip("/").partition("?")[0].partition(".")
        kind = TYPES.get(ending)
        if kind:
            size = int(name) if name.isdecimal() else 0
            text = "<svg xmlns='http://www.w3.org/2000/svg'/>" if ending == "svg" else ""
            text += " " * size
        else:
            text = PAGE % FAULTS.get(name, "")
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind or 'text/html'}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serve_faults() -> Iterator[str]:
    """Serve the sound page at / and the others at the name of their rule."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
