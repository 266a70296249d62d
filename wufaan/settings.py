"""One settings module. What differs between machines comes from the environment
(docs/operations.md lists it). Production is where DATABASE_URL is set (and DEBUG is not);
without it everything that is needed runs embedded, under var/."""

from datetime import timedelta
from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF

from wufaan import environment as env
from wufaan.embedded import postgres, valkey

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var"))).resolve()

DATABASE_URL = env.text("DATABASE_URL")
REDIS_URL = env.text("REDIS_URL")
DEBUG = env.flag("DEBUG")
PRODUCTION = DATABASE_URL is not None and not DEBUG

SECRET_KEY = env.secret_key(VAR_DIR, production=PRODUCTION)
ALLOWED_HOSTS = env.words(
    env.required(
        "ALLOWED_HOSTS",
        None if PRODUCTION else "127.0.0.1,localhost,[::1]",
        how="请写上访问本系统用的域名或地址，多个用逗号隔开。",
    )
)
CSRF_FAILURE_VIEW = "accounts.views.sign_in.outdated_token"
CSRF_TRUSTED_ORIGINS = env.words(env.text("CSRF_TRUSTED_ORIGINS", ""))

APP_NAME = "无发案创建评选"
# The programme's place. The QR code of a certificate points to PUBLIC_BASE_URL.
DEMO_MARK = VAR_DIR / "demo"  # left by `manage.py demo`: whoever serves that data says so
WUFAAN_DEMO = env.flag("WUFAAN_DEMO", default=DEMO_MARK.exists())
DEMO_DAY = env.demo_day(demo=WUFAAN_DEMO)  # so that a year can be shown to its end
COUNTY_NAME = env.text("COUNTY_NAME", "施甸县" if WUFAAN_DEMO else "")
PUBLIC_BASE_URL = env.required(
    "PUBLIC_BASE_URL",
    None if PRODUCTION else "http://127.0.0.1:8000",
    how="证书上的二维码指向它，请写公众访问的网址，例如 https://wfa.example.gov.cn。",
).rstrip("/")

# What public pages say of themselves at their foot, as sites of the government must; what is empty
# is not shown.
SITE = {
    "organiser": env.text("SITE_ORGANISER", ""),
    "code": env.text("SITE_CODE", ""),
    "icp": env.text("SITE_ICP", ""),
    "police": env.text("SITE_POLICE", ""),
    "contact": env.text("SITE_CONTACT", ""),
}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_filters",
    "import_export",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "wufaan",
    "audit",
    "accounts",
    "jobs",
    "notes",
    "communities",
    "incidents",
    "evaluation",
    "plaques",
    "papers",
    "demo",
    "wufaan.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "wufaan.middleware.OnwardForScripts",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "wufaan.middleware.NoNul",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "accounts.middleware.PermissionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "wufaan.site.urls"
WSGI_APPLICATION = "wufaan.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wufaan.site.context.site",
            ],
        },
    }
]

FORM_RENDERER = "wufaan.forms.Renderer"

DATABASES = {"default": env.database(DATABASE_URL) if DATABASE_URL else postgres.settings(VAR_DIR)}
DATABASES["default"] |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "sign-in"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": _VALIDATION + "UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "display_name"]},
    },
    {"NAME": _VALIDATION + "MinimumLengthValidator"},
    {"NAME": _VALIDATION + "CommonPasswordValidator"},
    {"NAME": _VALIDATION + "NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Office, leading group, auditor and administrator also show a code from their phone.
SECOND_FACTOR = env.flag("SECOND_FACTOR", default=PRODUCTION)
OTP_TOTP_ISSUER = f"{COUNTY_NAME}{APP_NAME}"
OTP_TOTP_SYNC = False
# Seconds to wait after the first wrong code, twice as many after each further one: a slip is not
# felt, ten cost half a minute, twenty nine hours.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 1 / 16
IDLE_MINUTES = env.number("IDLE_MINUTES", default=30)
# Stations share their machines: a closed browser has signed out. The age only bounds how long a
# session's row may lie about.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 3600

# Lock-out: accounts/lockout.py says what counts. Never by address alone: a whole station sits
# behind one.
AXES_HANDLER = "accounts.lockout.LockOut"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "username"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
# The page says when it ends; trying meanwhile, whoever does it, must not make that untrue.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "accounts.lockout.locked_out"
AXES_CLIENT_IP_CALLABLE = "wufaan.web.client_address"
# Who signed in is in the audit chain; a second record with addresses would be kept for ever.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR_DIR / "media")))
# Names that carry a hash need collectstatic first, which nobody wants while writing or testing.
_STATIC_STORAGE = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}

# Strict from the first page: nothing from elsewhere, no inline script or style.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
BEHIND_HTTPS = env.flag("BEHIND_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# A worker left deaf by a silent network drop, or a task lost with its worker, must not need a
# person: short socket time-outs, late acknowledgement, and the sweep.
CELERY_BROKER_URL = REDIS_URL or valkey.url(VAR_DIR)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_TIME_LIMIT = 1800
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 2 * CELERY_TASK_TIME_LIMIT,
    # Also how long a page waits that asks for a job while the broker is silent.
    "socket_timeout": 10,
    "socket_connect_timeout": 5,
    "health_check_interval": 10,
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
# Logging is LOGGING's, in every process.
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    # N 3(2): every November. The 1st starts the year; later nights only make up for a machine
    # that was off.
    "start the year": {
        "task": "evaluation.start_year",
        "schedule": crontab(month_of_year="11", day_of_month="*", hour="2", minute="0"),
    },
    "drop the content of files that were imported or refused": {
        "task": "jobs.drop_files",
        "schedule": crontab(minute="30"),
    },
    "forget senders": {
        "task": "evaluation.forget_senders",
        "schedule": crontab(hour="0", minute="10"),
    },
    "forget old sessions": {
        "task": "accounts.forget_sessions",
        "schedule": crontab(hour="3", minute="30"),
    },
    # While no worker is there, one sweep waits for it, not one for each minute.
    "send lost jobs again": {
        "task": "jobs.sweep",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    # They tell every sign-in, page and glyph at INFO; django.request every page not found as a
    # warning. What fails is told.
    "loggers": {
        **{name: {"level": "WARNING"} for name in ("axes", "weasyprint", "fontTools")},
        "django.request": {"level": "ERROR"},
    },
}
