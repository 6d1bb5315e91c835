"""One settings file; every choice of an installation comes from the environment (README)."""

from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from cchc import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var"))).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.flag("DEBUG", default=True)
if DEBUG:
    SECRET_KEY = env.text("SECRET_KEY", "insecure-key-for-development-only-never-in-an-office")
    ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]"))
    DATABASE_URL = env.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'cchc.sqlite3'}")
else:
    SECRET_KEY = env.required("SECRET_KEY", "sessions and one-time links are signed with it.")
    env.required("ALLOWED_HOSTS", "the host names of this site.")
    ALLOWED_HOSTS = env.names("ALLOWED_HOSTS")
    DATABASE_URL = env.required("DATABASE_URL", "for example postgres://user:password@host/cchc")

USE_HTTPS = env.flag("USE_HTTPS", default=not DEBUG)
CSRF_TRUSTED_ORIGINS = env.names("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "units",
    "reports",
    "directives",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "auditlog",
    "axes",
    "csp",
    "django_celery_beat",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "lucide",
    "cchc",  # last: its admin takes away what the libraries put there
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A ranking of a hundred units is 370 KB of repeating HTML; over a mountain's line that counts.
    # Each page gets a length of its own at random, so that its size tells nothing (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "units.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "units.sending.LogInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "units.middleware.HtmxLoginMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "units.middleware.SecondFactorMiddleware",
    "auditlog.middleware.AuditlogMiddleware",
    "axes.middleware.AxesMiddleware",
    "units.sending.SendingMiddleware",
]

ROOT_URLCONF = "cchc.urls"
WSGI_APPLICATION = "cchc.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
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
                "units.access.header",
                "directives.overdue.panels.register_note",
            ],
            "builtins": ["lucide.templatetags.lucide"],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Without IMMEDIATE, two writers that read first both fail with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    DATABASES["default"]["CONN_MAX_AGE"] = 0
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHE_URL = env.text("CACHE_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# People ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "units.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "units.people.accounts.LengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Loading a fixture is no change that a person made.
AUDITLOG_DISABLE_ON_RAW_SAVE = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_ADAPTER = "units.people.accounts.ClosedSignupAdapter"
ACCOUNT_FORMS = {
    "login": "units.people.accounts.LoginForm",
    "change_password": "units.people.accounts.ChangePasswordForm",
    "reset_password": "units.people.accounts.ResetPasswordForm",
    "reset_password_from_key": "units.people.accounts.ResetPasswordKeyForm",
    "reauthenticate": "units.people.accounts.ReauthenticateForm",
}
# An address is proved by the invitation sent to it, or handed over in person.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = False
MFA_ADAPTER = "units.people.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "units.people.second_factor.AuthenticateForm",
    "reauthenticate": "units.people.second_factor.FactorReauthenticateForm",
    "activate_totp": "units.people.second_factor.ActivateTOTPForm",
    "add_webauthn": "units.people.second_factor.AddWebAuthnForm",
    "edit_webauthn": "units.people.second_factor.EditWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Browsers offer keys on HTTPS and, for trials, on http://localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not USE_HTTPS
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Roles (officer, staff, leader, admin) whose holders must set up a second factor.
MFA_REQUIRED_ROLES = env.choices("MFA_REQUIRED_ROLES", ("officer", "staff", "leader", "admin"))
INVITATION_DAYS = env.number("INVITATION_DAYS", default=7)
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# axes counts wrong passwords in the database, for all web processes together. What is left to
# allauth as "login_failed" are wrong codes of a second factor (units/accounts.py).
ACCOUNT_RATE_LIMITS = {"login_failed": "10/900s/key", "login": None}
AXES_FAILURE_LIMIT = env.number("LOGIN_FAILURE_LIMIT", default=10)
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False

# Language -------------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = USE_HTTPS
LOCALE_PATHS = [BASE_DIR / "cchc" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "Asia/Ho_Chi_Minh")

# Files ----------------------------------------------------------------------------------------
NODE_MODULES = BASE_DIR / "node_modules"
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("htmx", NODE_MODULES / "htmx.org" / "dist"),
    ("fonts/noto-sans", NODE_MODULES / "@fontsource-variable" / "noto-sans" / "files"),
    ("fonts/be-vietnam-pro", NODE_MODULES / "@fontsource" / "be-vietnam-pro" / "files"),
]
NPM_FILES = frozenset(
    {
        "htmx.min.js",
        "noto-sans-latin-wght-normal.woff2",
        "noto-sans-latin-ext-wght-normal.woff2",
        "noto-sans-vietnamese-wght-normal.woff2",
        "be-vietnam-pro-latin-600-normal.woff2",
        "be-vietnam-pro-latin-ext-600-normal.woff2",
        "be-vietnam-pro-vietnamese-600-normal.woff2",
    }
)
STATICFILES_FINDERS = [
    "cchc.assets.ChosenFilesFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "cchc.assets.ModulesToo"
    },
}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "woff2", "png", "jpg", "gz", "br", "zip"]
MEDIA_ROOT = VAR_DIR / "media"
PRINT_FONTS = NODE_MODULES / "@expo-google-fonts" / "tinos"
FILE_UPLOAD_PERMISSIONS = 0o640
IMPORT_MAX_BYTES = env.number("IMPORT_MAX_BYTES", default=20 * 1024 * 1024)
# What a file may hold, checked before it is unpacked: parts of the archive, bytes unpacked, rows
# and columns of a sheet, cells of all sheets. Together they keep a reader below 256 MB.
IMPORT_MAX_ENTRIES = env.number("IMPORT_MAX_ENTRIES", default=2_000)
IMPORT_MAX_UNPACKED = env.number("IMPORT_MAX_UNPACKED", default=200 * 1024 * 1024)
IMPORT_MAX_ROWS = env.number("IMPORT_MAX_ROWS", default=60_000)
IMPORT_MAX_COLUMNS = env.number("IMPORT_MAX_COLUMNS", default=300)
IMPORT_MAX_CELLS = env.number("IMPORT_MAX_CELLS", default=1_000_000)
# Whose figure is official where both have one; the other one fills gaps.
OFFICIAL_SOURCE = env.choice("OFFICIAL_SOURCE", ("province", "unit"), default="province")
# What decides the overall place first: the targets missed, or (as before 2026) those met.
OVERALL_PLACE = env.choice("OVERALL_PLACE", ("missed", "met"), default="missed")
EVIDENCE_MAX_BYTES = env.number("EVIDENCE_MAX_BYTES", default=10 * 1024 * 1024)
EVIDENCE_MAX_FILES = env.number("EVIDENCE_MAX_FILES", default=20)
# From where on a figure is remarked on beside other periods: percent points of a rate; a multiple
# of a count and then so many things; figures of a column that repeat those of another period.
IMPORT_JUMP_POINTS = env.decimal("IMPORT_JUMP_POINTS", default="30")
IMPORT_JUMP_TIMES = env.number("IMPORT_JUMP_TIMES", default=3)
IMPORT_JUMP_COUNT = env.number("IMPORT_JUMP_COUNT", default=10)
IMPORT_FEWEST_REPEATED = env.number("IMPORT_FEWEST_REPEATED", default=3)
# Files laid here are taken by the worker; empty: off. The office may stay empty where there is one.
IMPORT_DROP_DIR = env.text("IMPORT_DROP_DIR")
IMPORT_DROP_OFFICE = env.text("IMPORT_DROP_OFFICE")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Personal data of overdue files go so many days after the result. No decree says how many: two
# years outlast the scoring of the year after.
PERSONAL_DATA_DAYS = env.number("PERSONAL_DATA_DAYS", default=730)
# Points that a missing apology letter costs. The letters say "minus" and not how much, so that
# nothing is reckoned until the office sets it.
APOLOGY_MINUS_POINTS = (
    env.decimal("APOLOGY_MINUS_POINTS", default="0") if env.text("APOLOGY_MINUS_POINTS") else None
)
# What the number of a publication begins with ("VL-2023-H1"); empty: the first letters of the
# office's short name. PUBLIC_URL is where prints made on the command line lead.
PUBLICATION_PREFIX = env.text("PUBLICATION_PREFIX")
PUBLIC_URL = env.text("PUBLIC_URL").rstrip("/")

# Background work ------------------------------------------------------------------------------
CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", "filesystem://localhost")
if CELERY_BROKER_URL.startswith("filesystem"):
    BROKER_DIR = VAR_DIR / "broker"
    for folder in ("queue", "processed", "control"):
        (BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "processed_folder": str(BROKER_DIR / "processed"),
        "control_folder": str(BROKER_DIR / "control"),
        # A second of silence after each upload feels broken; 0.05 s costs nothing measurable.
        "polling_interval": 0.05,
    }
CELERY_TASK_IGNORE_RESULT = True  # the row of the job is its result
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = {
    "interrupt-stale-import-runs": {
        "task": "reports.interrupt_stale_import_runs",
        # With 45 s of silence before, a dead reader is told of within a minute.
        "schedule": 12.0,
        # What waited while the worker was off would only say the same again.
        "options": {"expires": 10},
    },
    "take-dropped-files": {
        "task": "reports.take_dropped_files",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "remind": {
        "task": "reports.remind",
        "schedule": crontab(hour=8, minute=0),
        "options": {"expires": 12 * 3600},
    },
    "mail-reminders": {
        "task": "reports.mail_reminders",
        # What failed is tried again.
        "schedule": 600.0,
        "options": {"expires": 590},
    },
    "erase-personal-data": {
        "task": "directives.erase_personal_data",
        "schedule": crontab(hour=2, minute=30),
        "options": {"expires": 12 * 3600},
    },
}
# The clock reminds units that owe figures so many days before and after their last day.
REMIND_DAYS_BEFORE = env.number("REMIND_DAYS_BEFORE", default=5)
REMIND_DAYS_AFTER = env.number("REMIND_DAYS_AFTER", default=1)
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540

# Safety ---------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = USE_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if USE_HTTPS else 0
# A promise for a whole domain: off where the domain has sites without HTTPS.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_SUBDOMAINS", default=USE_HTTPS)
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS
if env.flag("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Without the forwarded address all visitors would share one, and one could lock out all.
    AXES_IPWARE_META_PRECEDENCE_ORDER = ("HTTP_X_FORWARDED_FOR", "REMOTE_ADDR")
    AXES_IPWARE_PROXY_COUNT = 1
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = USE_HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 12
X_FRAME_OPTIONS = "DENY"
# Mail goes out where a server is named; else it is printed, and links are handed over by hand.
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_BACKEND = env.text(
    "EMAIL_BACKEND",
    f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend",
)
EMAIL_PORT = env.number("EMAIL_PORT", default=587)
EMAIL_HOST_USER = env.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 10  # seconds: a page waits for the mail server
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "cchc@localhost")

DJANGO_TABLES2_TEMPLATE = "tables/table.html"
LOG_LEVEL = env.text("LOG_LEVEL", "INFO")
# Every twelve seconds the clock sends a task and the worker takes it. One that fails is logged as
# an error by the same names, and what became of a job stands in its row.
ROUTINE = (
    "celery.beat",
    "django_celery_beat.schedulers",
    "celery.worker.strategy",
    "celery.app.trace",
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "axes": {"level": "WARNING"},
        **{name: {"level": "WARNING" if LOG_LEVEL == "INFO" else LOG_LEVEL} for name in ROUTINE},
    },
}
