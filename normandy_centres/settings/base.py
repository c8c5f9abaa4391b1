"""What every environment shares. Values that differ come from environment variables (README)."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

env = environ.Env()

# Where readers reach the site. Its scheme switches everything that needs TLS (security.py).
SITE_URL: str = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname])
DEBUG = False
# The component gallery (pages/gallery/): for those who work on the code, never for readers.
GALLERY = False

INSTALLED_APPS = [
    "normandy_centres",
    "normandy_centres.users",
    "normandy_centres.page_store",
    "pages",
    "centres",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

# The first sees a request first and its response last.
MIDDLEWARE = [
    "normandy_centres.middleware.RequestIdMiddleware",
    "normandy_centres.rate_limits.RateLimitMiddleware",
    # What it stores has been through all the others.
    "normandy_centres.page_store.middleware.PageStoreMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    # From here on, whoever has given only a password is nobody.
    "normandy_centres.users.sign_in.sessions.FullySignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "normandy_centres.middleware.SecurityHeadersMiddleware",
    "normandy_centres.middleware.DemonstrationMiddleware",
    "normandy_centres.middleware.ReadableErrorsMiddleware",
    "normandy_centres.page_store.without_database.WithoutDatabaseMiddleware",
    "pages.permanent.middleware.PastAddressMiddleware",
    # What administrators enter: addresses that were never a page of this site.
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "normandy_centres.urls"
WSGI_APPLICATION = "normandy_centres.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "pages.context_processors.site",
                "centres.context_processors.contacts",
                "centres.context_processors.feeds",
            ],
        },
    },
]

# Database: SQLite unless DATABASE_URL names another.
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url("DATABASE_URL")
    if "DATABASE_URL" in env
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # The editor saves drafts by itself: readers and several writers must not lock one another
        # out. A transaction takes the write lock at its start, and waits for it.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Languages: French at /, English under /en/.
LANGUAGE_CODE = "fr"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "normandy_centres" / "locale"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = False  # a translation starts when somebody writes it
TIME_ZONE = "Europe/Paris"
USE_TZ = True
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]

# Static files and uploads.
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = BASE_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "normandy_centres.media_folder.MediaFolder"},
    "staticfiles": {"BACKEND": "normandy_centres.static_files.JoinedStaticFilesStorage"},
}
# Several machines share their uploads in a bucket of an S3-compatible storage (media_bucket.py).
if env.str("MEDIA_S3_BUCKET", default=""):
    STORAGES["default"] = {
        "BACKEND": "normandy_centres.media_bucket.MediaBucket",
        "OPTIONS": {
            "bucket_name": env("MEDIA_S3_BUCKET"),
            "endpoint_url": env("MEDIA_S3_ENDPOINT", default=None),
            "region_name": env("MEDIA_S3_REGION", default=None),
            "access_key": env("MEDIA_S3_ACCESS_KEY", default=None),
            "secret_key": env("MEDIA_S3_SECRET_KEY", default=None),
        },
    }

# Public pages, written once and kept on disk (page_store/). None switches it off.
PAGE_STORE_DIR: Path | None = VAR_DIR / "pages" if env.bool("PAGE_STORE", default=True) else None
# Browsers ask again after a minute, so that a correction is soon seen; caches in between may answer with
# what they have while they ask, and for a day while nobody answers them.
PAGE_STORE_CACHE_CONTROL = (
    "public, max-age=60, s-maxage=10, stale-while-revalidate=30, stale-if-error=86400"
)
# A cache in front that is told what to forget: it gets a PURGE for each address (page_store/purging.py).
if "FRONTEND_CACHE" in env:
    WAGTAILFRONTENDCACHE = {
        "default": {
            "BACKEND": "normandy_centres.page_store.purging.PurgeBackend",
            "LOCATION": env("FRONTEND_CACHE"),
            "HOSTNAMES": [urlsplit(SITE_URL).netloc],
        }
    }
    WAGTAILFRONTENDCACHE_LANGUAGES: list[str] = []  # each address is named as it is
# In seconds: after so long a page is written anew, come what may; after so long it says its age while it
# can't be.
PAGE_STORE_LONGEST = 7 * 24 * 3600
PAGE_STORE_NOTICE_AFTER = 6 * 3600
PAGE_STORE_WATCH = True  # ask in the background whether the database answers
PAGE_STORE_MAX_BYTES = 2 * 1024**3
PAGE_STORE_MAX_FILES = 400_000  # eight for each page, two addresses a page in two languages

# Backups: where they go, and how many daily, weekly and monthly ones stay (backup/).
BACKUP_DIR = Path(env("BACKUP_DIR", default=VAR_DIR / "backups"))
BACKUP_KEEP: list[int] = env.list("BACKUP_KEEP", cast=int, default=[7, 4, 12])

# How often in a minute one address may ask for what isn't stored, by the name of the view or its namespace.
# Generous: all of a hospital may share an address.
RATE_LIMITS: dict[str, int] = (
    {
        "search": 300,
        "search-suggestions": 1200,
        "api": 600,
        "oembed": 300,
        "feedback": 300,
        "feedback_why": 300,
        "feedback_thanks": 300,
    }
    if env.bool("RATE_LIMITS", default=True)
    else {}
)

# Mail goes to files unless EMAIL_URL names a server.
if "EMAIL_URL" in env:
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("DEFAULT_FROM_EMAIL", default="webmaster@localhost")

# Lines of text, or of JSON with one for each request (logs.py).
LOG_FORMAT: str = env.str("LOG_FORMAT", default="text", choices=["text", "json"])
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"()": "normandy_centres.logs.TextFormatter"},
        "json": {"()": "normandy_centres.logs.JsonFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django would mail errors to nobody while DEBUG is off.
        "django": {"handlers": [], "propagate": True},
        "normandy_centres.requests": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"},
    },
}

# Wagtail.
WAGTAIL_SITE_NAME = "Baclesse + Becquerel"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # /protontherapie/, not /protonth%C3%A9rapie/
WAGTAILSEARCH_BACKENDS = {
    # The text is normalised before it is indexed, the same way on every database.
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"},
}
TASKS = {"default": {"BACKEND": "pages.services.background.Backend"}}
WAGTAILREDIRECTS_AUTO_CREATE = False  # past addresses have a register of their own: pages.permanent
# Nothing in the admin calls a third party.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

WAGTAILIMAGES_IMAGE_MODEL = "pages.CustomImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "pages.image_forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000  # decoding more takes too much of a worker's memory
WAGTAILDOCS_DOCUMENT_FORM_BASE = "pages.document_forms.PdfForm"
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # each is an attachment
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long page's form has more than Django's 1,000

# How `pages`, which knows nothing of cancer centres, is wired to `centres`.
HOME_PAGE_MODEL = "centres.HomePage"
ARTICLE_SUBJECT_MODEL = "centres.Centre"
SECTION_CHILDREN = [
    "pages.StandardPage",
    "centres.ProjectIndexPage",
    "centres.PartnerIndexPage",
]
