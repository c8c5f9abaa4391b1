"""What browsers are told to enforce, and how people sign in."""

from datetime import timedelta
from urllib.parse import urlsplit
from wsgiref.headers import Headers

from csp.constants import NONE, SELF, UNSAFE_INLINE

from .base import SITE_URL, STATIC_URL, WAGTAIL_SITE_NAME, env

# --- Transport: the scheme of SITE_URL decides -------------------------------------------------
_TLS = urlsplit(SITE_URL).scheme == "https"

SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _TLS
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # asked from nearby, by whoever watches
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _TLS else 0
# By choice: browsers then take no host below this one without TLS, whoever runs it, for as long as a year.
HSTS_PRELOAD: bool = env.bool("HSTS_PRELOAD", default=False)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _TLS and HSTS_PRELOAD
if not HSTS_PRELOAD:
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # they ask for just that
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "normandy_centres.errors.csrf_failure"
BEHIND_PROXY: bool = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    # Only with a proxy that overwrites this header: anybody else could claim to have come by TLS.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Cookies: readers get none, editors get these ----------------------------------------------
if _TLS:
    # Browsers take a cookie of such a name from this host alone, by TLS, for the whole of it.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600  # a working day, however busy; sooner with the browser
SESSION_IDLE_SECONDS = 3600  # without a request; an editor that is open makes some

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of its own

# --- Accounts ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # refuses who failed too often; it signs nobody in
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "wagtailadmin_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"  # of pages and documents for those who have an account
WAGTAILADMIN_USER_LOGIN_FORM = "normandy_centres.users.sign_in.forms.SignInForm"
WAGTAILUSERS_PASSWORD_ENABLED = False  # nobody chooses a password for somebody else
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "normandy_centres.users.sign_in.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
OTP_TOTP_ISSUER = WAGTAIL_SITE_NAME  # what the app calls the account
# Who fails is kept in the database, so that all servers know. Somebody else who types my name wrongly, from
# elsewhere, doesn't lock me out: guesses at a code are slowed down for each account, wherever they come from.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
# One address alone, whatever the names: a hospital has one for everybody, and ten of its people may each fail
# to the end within the same quarter of an hour before the others wait. Guessing at names from one address
# comes to an end after as many tries.
ADDRESS_FAILURE_LIMIT = 50
AXES_HANDLER = "normandy_centres.users.sign_in.throttling.Handler"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "normandy_centres.users.sign_in.throttling.client_address"
AXES_LOCKOUT_CALLABLE = "normandy_centres.users.sign_in.throttling.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True  # no register of who worked when, and from where
AXES_ENABLE_ADMIN = False

# --- Content Security Policy -------------------------------------------------------------------
_PUBLIC_CSP = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "object-src": [NONE],
}
# Wagtail's admin has inline scripts and styles, shows uploads before they are sent, and frames
# the preview of a page, which is served from the admin's own addresses.
_ADMIN_CSP = _PUBLIC_CSP | {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
# What no browser shows as a page.
_DATA_CSP = {name: [NONE] for name in _PUBLIC_CSP}
# What editors upload: opened by itself, it is nobody's page and may do nothing.
_FILE_CSP = _DATA_CSP | {"sandbox": [""]}
PREVIEW_CSP = _PUBLIC_CSP | {"frame-ancestors": [SELF]}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": _PUBLIC_CSP}
# A card on another site: any site may frame it, and it runs nothing.
_EMBED_CSP = _PUBLIC_CSP | {
    "script-src": [NONE],
    "connect-src": [NONE],
    "form-action": [NONE],
    "frame-ancestors": ["*"],
}
# The first pattern that matches the start of the path replaces the policy of public pages.
CSP_BY_PATH: list[tuple[str, dict[str, list[str]]]] = [
    (r"/admin/", _ADMIN_CSP),
    (r"/(?:[a-z]{2}/)?embed/", _EMBED_CSP),
    (r"/api/", _DATA_CSP),
    (r"/media/", _FILE_CSP),
    (r"/documents/\d", _FILE_CSP),
]

# --- Other headers -----------------------------------------------------------------------------
X_FRAME_OPTIONS = "DENY"  # Wagtail allows its previews itself
SECURE_CONTENT_TYPE_NOSNIFF = True
# A link to a partner does not tell it which page of a cancer centre somebody was reading.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CROSS_ORIGIN_RESOURCE_POLICY = "same-origin"
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


def _add_static_headers(headers: Headers, path: str, url: str) -> None:
    # The general share card is shown by other sites, as those that pages have of their own.
    shared = url.startswith(f"{STATIC_URL}cards/")
    headers["Cross-Origin-Resource-Policy"] = (
        "cross-origin" if shared else CROSS_ORIGIN_RESOURCE_POLICY
    )


# WhiteNoise answers before the middleware that sends this header for everything else.
WHITENOISE_ADD_HEADERS_FUNCTION = _add_static_headers
WHITENOISE_ALLOW_ALL_ORIGINS = False
