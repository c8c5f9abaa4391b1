/**
 * What is being written survives a lost connection and the end of a session: it stays in the window, the
 * editor is told, and it is saved once that is possible again. Wagtail by itself gives up after a minute,
 * takes the end of a session for an error of the server, and would lose the text on the way to the sign-in.
 */

const SOON = 2_000; // milliseconds
const LATER = 30_000;
const ASK_AGAIN = 5_000;

const form = document.querySelector('form[data-edit-form]');
const ended = document.querySelector('template[data-signed-in-url]');

let isSignedOut = false;
let failures = 0;
let waiting = 0;

function save() {
  window.wagtail.app
    .getControllerForElementAndIdentifier(form, 'w-autosave')
    ?.save(new Event('w-unsaved:add'));
}

function after(delay, action) {
  window.clearTimeout(waiting);
  waiting = window.setTimeout(action, delay);
}

/** Tell whether somebody is signed in, or nothing where the server doesn't say. */
async function askWhetherSignedIn() {
  try {
    const headers = { 'X-Requested-With': 'XMLHttpRequest' };
    const answer = await fetch(ended.dataset.signedInUrl, { headers });
    if (answer.status === 403) return false;
    if (!answer.ok) return undefined;
    const { csrf_token: token } = await answer.json();
    // Whoever signs in gets a new token: the form's old one would be refused.
    for (const field of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) {
      field.value = token;
    }
    window.wagtailConfig.CSRF_TOKEN = token;
    return true;
  } catch {
    return undefined;
  }
}

function tell() {
  const text = ended.content.querySelector('b').textContent;
  document.dispatchEvent(
    new CustomEvent('w-autosave:error', { detail: { type: ended.dataset.type, text } }),
  );
}

async function look() {
  const wasSignedOut = isSignedOut;
  const isSignedIn = await askWhetherSignedIn();
  isSignedOut = isSignedIn === undefined ? wasSignedOut : !isSignedIn;
  if (isSignedOut) {
    if (!wasSignedOut) tell();
    after(ASK_AGAIN, look);
  } else if (wasSignedOut) {
    save();
  } else {
    failures += 1;
    after(failures > 1 ? LATER : SOON, save);
  }
}

document.addEventListener(
  'w-autosave:error',
  (event) => {
    event.detail.clear = true; // one message at a time
    if (event.detail.type === 'network_error') after(LATER, save);
    if (event.detail.type === 'server_error') look();
  },
  { capture: true },
);

document.addEventListener('w-autosave:success', () => {
  window.clearTimeout(waiting);
  waiting = failures = 0;
});

window.addEventListener('online', () => {
  if (waiting) save();
});

document.addEventListener('visibilitychange', () => {
  if (isSignedOut && document.visibilityState === 'visible') look();
});

// Sent now, the form would lead to the sign-in, and the text would be gone.
document.addEventListener(
  'submit',
  (event) => {
    if (event.target !== form || !isSignedOut) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    tell();
  },
  { capture: true },
);
