"""Settings of the site, from the environment (see .env.example for every variable)."""

from corsheaders.defaults import default_headers
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.urls import reverse

from chatkit.config.options import VARIABLES
from resume_site import env

ROOT = env.ROOT

DEBUG = env.boolean("DJANGO_DEBUG", default=False)

SECRET_KEY = env.secret("DJANGO_SECRET_KEY")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured(
            "DJANGO_SECRET_KEY is not set. For a live site put"
            " DJANGO_SECRET_KEY=... into .env, with what this prints: python3 -c"
            ' "import secrets; print(secrets.token_urlsafe(50))". For development start'
            " with `make run`, which makes its own."
        )
    SECRET_KEY = "only-for-development-with-debug-on"  # noqa: S105

ALLOWED_HOSTS = env.words(
    "DJANGO_ALLOWED_HOSTS", default="127.0.0.1,localhost,[::1]" if DEBUG else ""
)
HTTPS = env.boolean("DJANGO_HTTPS", default=not DEBUG)
CSRF_TRUSTED_ORIGINS = env.origins("DJANGO_CSRF_TRUSTED_ORIGINS")
TRUSTED_PROXIES = env.number("CHATKIT_TRUSTED_PROXIES", default=0)
IPV6_PREFIX = env.number("CHATKIT_IPV6_PREFIX", default=64, maximum=128)
FORCE_SCRIPT_NAME = env.subpath("FORCE_SCRIPT_NAME") or env.subpath("SCRIPT_NAME")
BASE_URL = env.base_url("DJANGO_BASE_URL")
if (
    not BASE_URL
    and HTTPS
    and len(ALLOWED_HOSTS) == 1
    and ALLOWED_HOSTS[0][0] not in "*."
):
    BASE_URL = f"https://{ALLOWED_HOSTS[0]}{FORCE_SCRIPT_NAME}"
CSRF_FAILURE_VIEW = "resume.editor.logged_out.csrf_failure"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = FORCE_SCRIPT_NAME or "/"

INSTALLED_APPS = [
    "resume_site.apps.ResumeSiteConfig",
    "unfold",  # before the admin: it overrides its templates
    "unfold.contrib.simple_history",
    "simple_history",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "servestatic",
    "corsheaders",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "resume",
    "chatkit",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "resume_site.headers.SecurityHeaders",
    "chatkit.api.origins.OriginMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

# Not in the public ASGI handler (resume_site/public.py): pages without a login, a form or
# a static file need none of it.
PRIVATE_MIDDLEWARE = [
    "servestatic.middleware.ServeStaticMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "resume_site.urls"
ASGI_APPLICATION = "resume_site.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": env.database("DATABASE_URL", ROOT / "db.sqlite3")}

CACHES = {
    "default": env.cache("CACHE_URL"),
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "failover": {"BACKEND": "chatkit.api.cache.FailoverCache"},
}
CLIENT_ADDRESS = "chatkit.api.limits.client_address"
RATELIMIT_USE_CACHE = "failover"
# django-ratelimit accepts two cache backends by name and warns about all others.
SILENCED_SYSTEM_CHECKS = ["django_ratelimit.W001"]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LOGIN_REDIRECT_URL = "admin:index"  # after /admin/login/ without ?next=

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"  # the chat SDK writes times without an offset
USE_TZ = True

STATIC_URL = "/static/"  # under FORCE_SCRIPT_NAME, see resume_site/static.py
STATIC_ROOT = ROOT / "staticfiles"
STATICFILES_DIRS = [ROOT / "static"]
STATICFILES_FINDERS = [
    "chatkit.widget.finders.BundlingFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
SERVESTATIC_USE_FINDERS = True  # for what was not collected
SERVESTATIC_AUTOREFRESH = DEBUG

# Visitors' uploads, on disk (readable by the site's own user) or in a bucket. They have
# no public URL: the chat serves the previews.
MEDIA_ROOT = env.text("DJANGO_MEDIA_ROOT") or ROOT / "media"
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024  # larger request bodies go to disk
DATA_UPLOAD_MAX_MEMORY_SIZE = 25_000_000  # resume_site/bounds.py has lower ones
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # an entry may have thousands of highlights
UPLOAD_QUOTA_MB = env.number("CHATKIT_UPLOAD_QUOTA_MB", default=1024)
UPLOADS_BUCKET = env.text("UPLOADS_S3_BUCKET")
STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": UPLOADS_BUCKET,
            "endpoint_url": env.text("UPLOADS_S3_ENDPOINT") or None,
            "file_overwrite": False,
        },
    }
    if UPLOADS_BUCKET
    else {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "resume_site.static.StaticFiles"
        if DEBUG
        else "resume_site.static.HashedStaticFiles"
    },
}

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"(^|/)(healthz|readyz)$"]  # requested without the proxy
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
    },
    "filters": {"database_errors": {"()": "chatkit.database.DatabaseErrorFilter"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["database_errors"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"level": "INFO", "handlers": []},
        "httpx2": {"level": "WARNING"},  # INFO is a line for each request to a model
    },
}

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "chatkit.api.negotiation.LenientNegotiation",
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "chatkit.api.errors.exception_handler",
    "UNAUTHENTICATED_USER": None,
    "UNAUTHENTICATED_TOKEN": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Chat API of an interactive résumé",
    "DESCRIPTION": "The endpoints of the chat's widget. All errors have one shape.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",  # for the chat SDK's schemas
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/",
    "POSTPROCESSING_HOOKS": ["chatkit.api.schema.add_chat"],
    # Served by this site, not by a CDN.
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

CORS_URLS_REGEX = r"^/api/chatkit/"  # the origins come from chatkit.api.origins
CORS_ALLOW_CREDENTIALS = True
CORS_ALLOW_HEADERS = (*default_headers, "x-chatkit-visitor")
CORS_EXPOSE_HEADERS = ["Retry-After", "X-ChatKit-Visitor"]

CHATKIT_PASSAGES = "resume.passages.published"
CHATKIT_OTHER_PASSAGES = "resume.passages.others"
CHATKIT_FILE_PROBLEMS = "resume.outputs.typeset.made.problems"
CHATKIT_DRAFT = "resume.passages.draft"
CHATKIT_DOCUMENT = "resume.versions.reading.published_document"
CHATKIT_ENVIRONMENT = env.given(VARIABLES)
CHATKIT_LOCK = env.words("CHATKIT_LOCK")
CHATKIT_CUSTOM_SECRET = env.secret("CHATKIT_CUSTOM_SECRET")
OPENAI_API_KEY = env.secret("OPENAI_API_KEY")
#: Hidden in what is logged of the owner's code.
SECRET_VALUES = (
    *(SECRET_KEY, CHATKIT_CUSTOM_SECRET, OPENAI_API_KEY),
    *env.secret_values(),
)
OPENAI_BASE_URL = env.text("OPENAI_BASE_URL", default="https://api.openai.com/v1")
CHATKIT_AGENT = env.text("CHATKIT_AGENT")
OPENAI_ORGANIZATION = env.text("OPENAI_ORGANIZATION") or env.text("OPENAI_ORG_ID")
OPENAI_PROJECT = env.text("OPENAI_PROJECT") or env.text("OPENAI_PROJECT_ID")
env.export(
    OPENAI_API_KEY=OPENAI_API_KEY,
    OPENAI_ORG_ID=OPENAI_ORGANIZATION,
    OPENAI_PROJECT_ID=OPENAI_PROJECT,
)

CHATKIT_LEFTOVERS = env.leftovers()

# The groups that `migrate` creates, and their permissions in the admin.
ANY = ("view", "add", "change", "delete")
CHATKIT_ROLES = {
    "Résumé owner": (
        *("resume.view_resume", "resume.change_resume", "resume.publish_resume"),
        *("resume.view_siteoptions", "resume.change_siteoptions"),
        *("chatkit.view_chatkitsettings", "chatkit.change_chat_texts"),
        *("chatkit.view_thread", "chatkit.delete_thread", "chatkit.view_turn"),
        *("chatkit.view_cut", "chatkit.change_cut"),
        *(f"chatkit.{verb}_ownanswer" for verb in ANY),
        *(f"chatkit.{verb}_answerpolicy" for verb in ANY),
        *("chatkit.view_questioncheck", "chatkit.delete_questioncheck"),
    ),
    "Operator": (
        *("chatkit.view_chatkitsettings", "chatkit.change_chatkitsettings"),
        *(f"chatkit.{verb}_allowedorigin" for verb in ANY),
        "chatkit.view_turn",
    ),
}

# https://unfoldadmin.com/docs/configuration/settings/
UNFOLD = {
    "SITE_TITLE": "Résumé",
    "SITE_HEADER": "Résumé",
    "SITE_SYMBOL": "badge",
    "SITE_URL": lambda request: reverse("resume:page"),
    "STYLES": [lambda request: static("admin_dashboard/dashboard.css")],
    "DASHBOARD_CALLBACK": "chatkit.admin.dashboard.dashboard",
    "SIDEBAR": {"navigation": "resume_site.admin.navigation"},
}
