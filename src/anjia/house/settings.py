"""Settings. Everything a company may set is an environment variable named ANJIA_...; see docs/settings.md."""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from anjia.kernel.profiles import database_from

ROOT = Path(__file__).resolve().parents[3]
env = environ.Env()

VAR = Path(env.str("ANJIA_VAR", default=str(ROOT / "var")))
DEMO = env.bool("ANJIA_DEMO", default=False)
DEBUG = env.bool("ANJIA_DEBUG", default=False)
_MAKE_A_KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
# The demo's keys are public on purpose: demo mode listens on loopback only (house.checks refuses otherwise).
SECRET_KEY = env.str("ANJIA_SECRET_KEY", default="demo-key-for-loopback-only-0123456789-0123456789" if DEMO else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(f"ANJIA_SECRET_KEY is not set. Make one with: {_MAKE_A_KEY}")
FIELD_KEYS = env.list("ANJIA_FIELD_KEYS", default=["d1:ZGVtby1maWVsZC1rZXktZm9yLWxvb3BiYWNrLW9ubHk="] if DEMO else [])
ALLOWED_HOSTS = env.list("ANJIA_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("ANJIA_ORIGINS", default=[])

try:
    DATABASES = {"default": database_from(env.str("ANJIA_DATABASE_URL", default=f"sqlite:///{VAR / 'anjia.sqlite3'}"))}
except ValueError as fault:
    raise ImproperlyConfigured(str(fault)) from fault
# Columns kept in an index beside its key (PostgreSQL) are left out on SQLite, which is all the warning says.
SILENCED_SYSTEM_CHECKS = ["models.W040"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AREAS = [
    "anjia.kernel",
    "anjia.company",
    "anjia.law",
    "anjia.promises",
    "anjia.catalog",
    "anjia.workforce",
    "anjia.households",
    "anjia.onboarding",
    "anjia.sales",
    "anjia.booking",
    "anjia.dispatch",
    "anjia.fieldwork",
    "anjia.quality",
    "anjia.dayplans",
    "anjia.guarantees",
    "anjia.inspections",
    "anjia.losses",
    "anjia.offers",
    "anjia.payroll",
    "anjia.billing",
    "anjia.voice",
    "anjia.remarks",
    "anjia.evidence",
    "anjia.interfaces.shared",
    "anjia.interfaces.public",
    "anjia.interfaces.caregiver",
    "anjia.interfaces.household",
    "anjia.interfaces.desk",
    "anjia.house",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    *[area for area in AREAS if (ROOT / "src" / Path(*area.split(".")) / "apps.py").exists()],
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "anjia.interfaces.shared.privacy.PrivacyMiddleware",
    "anjia.interfaces.shared.access.AccessMiddleware",
]

ROOT_URLCONF = "anjia.house.urls"
ASGI_APPLICATION = "anjia.house.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("anjia.interfaces.shared.fixed.Loader", ["django.template.loaders.app_directories.Loader"]),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "anjia.interfaces.shared.access.surroundings",
                "anjia.interfaces.desk.navigation.rail",
                "anjia.interfaces.desk.alarms.alarms",
                "anjia.interfaces.desk.bell.bell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "anjia.interfaces.shared.templatetags.anjia",
            ],
        },
    }
]

FORM_RENDERER = "anjia.interfaces.shared.widgets.Renderer"

AUTH_USER_MODEL = "company.User"
AUTHENTICATION_BACKENDS = ["anjia.interfaces.shared.accounts.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "anjia.interfaces.shared.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"phone", "email"}
ACCOUNT_SIGNUP_FIELDS = ["phone*", "email", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PHONE_VERIFICATION_ENABLED = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Anjia"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/enter/"
SESSION_ENGINE = "anjia.interfaces.shared.sessions"
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
USE_I18N = True
LOCALE_PATHS = [ROOT / "src" / "anjia" / "journeys" / "locale"]  # every other owner of texts is an app
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = env.str("ANJIA_STATIC", default=str(ROOT / "staticfiles"))
WHITENOISE_USE_FINDERS = DEMO or DEBUG
PRIVATE_FILES = Path(env.str("ANJIA_FILES", default=str(VAR / "files")))
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

CALENDAR = env.str("ANJIA_CALENDAR", default="")
SERIES_WEEKS = env.int("ANJIA_SERIES_WEEKS", default=8)
WECHAT_API = env.str("ANJIA_WECHAT_API", default="https://api.weixin.qq.com")
TASKS = {"default": {"BACKEND": "anjia.kernel.jobs.LeaseBackend"}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if not (DEMO or DEBUG):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Attempts to log in are counted by the address that the proxy in front names, not by the proxy's own.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"tokens": {"()": "anjia.interfaces.shared.privacy.WithoutTokens"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["tokens"]}},
    "root": {"handlers": ["stderr"], "level": env.str("ANJIA_LOG_LEVEL", default="WARNING")},
}
