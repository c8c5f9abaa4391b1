"""Addresses: what never has a language, then both languages' views, then the pages."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from centres.api.views import open_data
from centres.feeds import AwardsFeed, NewsFeed
from centres.views import sheet
from pages.a_to_z.views import a_to_z
from pages.facts.views import fact, sources
from pages.identity.views import identity
from pages.offline.views import kept, service_worker
from pages.permanent.views import permanent, qr_code
from pages.search.views import search, suggest
from pages.sharing import views as sharing

from . import api, errors, health, media, robots, security_txt, sitemaps
from .users.sign_in.language import in_readers_language

# Pages are only read, so that a form sent to one is told 405 (see BasePage) and not that it is forged.
*_page_utilities, _serve = wagtail_urls.urlpatterns
page_urls = [
    # Wagtail's other form for signing in, which asks for a password only.
    path(
        "_util/login/", RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True)
    ),
    *_page_utilities,
    re_path(wagtail_urls.serve_pattern, csrf_exempt(_serve.callback), name="wagtail_serve"),
]

private: list[URLPattern | URLResolver] = [
    path("admin/", include("normandy_centres.users.sign_in.urls")),
    path("admin/", include(wagtailadmin_urls)),
]

public: list[URLPattern | URLResolver] = [
    path("documents/", include(wagtaildocs_urls)),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("api/", include((api.urlpatterns, "api"))),
    path("id/<slug:kind>/<slug:key>", identity, name="identity"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("robots.txt", robots.robots, name="robots"),
    path(security_txt.PATH, security_txt.security_txt, name="security-txt"),
    # At the root, so that it may serve every page.
    path("service-worker.js", service_worker, name="service-worker"),
    re_path(r"^media/cards/(?P<name>[0-9]+-[0-9a-f]+\.(?:png|jpg))$", sharing.card, name="card"),
    re_path(r"^media/(?P<path>.*)$", media.media, name="media"),
    # French needs no prefix: one redirect for those who type it.
    re_path(r"^fr(?:/(?P<path>.*))?$", errors.without_prefix, name="without-prefix"),
]

bilingual: list[URLPattern | URLResolver] = [
    # Permanent addresses of pages: the shortest that can be, and with or without a slash.
    re_path(r"^p/(?P<key>[0-9A-Za-z]{6})/?$", permanent, name="permanent"),
    re_path(r"^p/(?P<key>[0-9A-Za-z]{6})\.svg$", qr_code, name="permanent-qr"),
    # Translators: the search page's address in the reader's language.
    path(_("search/"), search, name="search"),
    path("a-z/", a_to_z, name="a-to-z"),
    # Translators: the address that suggests pages while somebody types a search.
    path(_("search/suggestions/"), suggest, name="search-suggestions"),
    path("sources/", sources, name="sources"),
    path("sources/<slug:key>/", fact, name="fact"),
    # Translators: the address of the list of pages kept on the reader's device.
    path(_("kept/"), kept, name="kept"),
    # Translators: where the address of what readers say about a page begins.
    path(_("feedback/"), include("pages.feedback.urls")),
    path("oembed", sharing.oembed, name="oembed"),
    path("embed/<slug:kind>/<slug:key>/", sharing.embed, name="embed"),
    # Translators: the address of the sheet to print for a centre.
    path(_("sheet/<slug:key>/"), sheet, name="sheet"),
    # Translators: the address of the page about open data.
    path(_("open-data/"), open_data, name="open-data"),
    # Translators: the address of the feed of news; it begins like that of the awards.
    path(_("feeds/news.atom"), NewsFeed(), name="news-feed"),
    # Translators: the address of the feed of a centre's news.
    path(_("feeds/news/<slug:key>.atom"), NewsFeed(), name="centre-news-feed"),
    # Translators: the address of the feed of awards.
    path(_("feeds/awards.atom"), AwardsFeed(), name="awards-feed"),
    # Translators: the address of the feed of a centre's awards.
    path(_("feeds/awards/<slug:key>.atom"), AwardsFeed(), name="centre-awards-feed"),
    *page_urls,
]
if settings.GALLERY:
    bilingual.insert(0, path("gallery/", include("pages.gallery.urls")))

urlpatterns = [
    *decorate_urlpatterns(decorate_urlpatterns(private, in_readers_language), never_cache),
    *public,
    *i18n_patterns(*bilingual, prefix_default_language=False),
]

handler400 = "normandy_centres.errors.bad_request"
handler403 = "normandy_centres.errors.permission_denied"
handler404 = "normandy_centres.errors.page_not_found"
handler500 = "normandy_centres.errors.server_error"
