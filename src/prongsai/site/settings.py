"""Django's settings. What an installation may decide is in `installation`; the rest is decided here."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from prongsai.site.installation import Installation
from prongsai.site.roles import API_SCOPES as SCOPES
from prongsai.site.roles import PERMISSIONS as ROLES_OF_PERMISSIONS
from prongsai.site.verbs import NOTED, WORDS

INSTALLATION = Installation()

DEBUG = INSTALLATION.debug
SECRET_KEY = INSTALLATION.key()
SEALING_KEY = INSTALLATION.seal()
ALLOWED_HOSTS = INSTALLATION.hosts
DATABASES = {"default": INSTALLATION.django_database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FILES = INSTALLATION.files
ADDRESS = INSTALLATION.address
PERMISSIONS = ROLES_OF_PERMISSIONS
AUDIT_WORDS = WORDS
AUDIT_NOTED = {**NOTED, **SCOPES}
API_SCOPES = SCOPES
HOME = "prongsai.site.menu.home_of"
FIRST_YEARS = "prongsai.site.menu.first_years"
# Apps above the assessment take papers over too, and say beforehand what they will make of one.
PAPER_TAKERS = ["prongsai.apps.improvement.operations.imports.take_over"]
PAPER_BECOMES = ["prongsai.apps.improvement.queries.imports.becomes"]
# What official papers can be about: the apps above the printing house hand their content over.
PAPER_SOURCES = ["prongsai.apps.assessment.queries.subjects", "prongsai.apps.improvement.queries.subjects"]
# Which numbers there are to show: the apps that count hand theirs over, and who shows one names its code.
FIGURE_SOURCES = ["prongsai.apps.assessment.queries.figures", "prongsai.apps.improvement.queries.figures"]
# What is on the first page besides the improvement cycle: the apps above hand over what there is to do.
TODAY_SOURCES = ["prongsai.apps.disclosure.queries.today"]
# What stands beside an agency's own result: the apps above hand over their sections.
RESULT_SOURCES = ["prongsai.apps.nation.queries.places"]

INSTALLED_APPS = [
    "prongsai.base",
    "prongsai.apps.documents",
    "prongsai.apps.assessment",
    "prongsai.apps.improvement",
    "prongsai.apps.nation",
    "prongsai.apps.disclosure",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "prongsai.base.middleware.ForEverybody",  # before anything that asks who comes
    "django.contrib.sessions.middleware.SessionMiddleware",
    "prongsai.base.middleware.ChosenLanguage",
    "prongsai.base.middleware.BoundedBody",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "prongsai.base.middleware.SessionsEnd",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "prongsai.base.middleware.LostFiles",
    "prongsai.base.middleware.OneOperation",
    "prongsai.base.middleware.AcceptedDrafts",
    "axes.middleware.AxesMiddleware",  # last, as its manual asks
]

ROOT_URLCONF = "prongsai.site.urls"
WSGI_APPLICATION = "prongsai.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "prongsai.base.context.person",
                "prongsai.site.menu.around_the_desk",
            ],
        },
    }
]
FORM_RENDERER = "prongsai.base.fields.Renderer"

# Language and time
LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True

# Static files: served from the packages themselves, so that nothing has to be collected first
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 600

# The clock: what is done once a day, after which local time of day
CLOCK = {
    "prongsai.apps.disclosure.jobs.watching.look_at_every_agency": time(1, 0),
    "prongsai.apps.improvement.jobs.send_reminders": time(7, 30),
}

# Links: how they are looked at (`prongsai.watch.Policy`); only public places, and those the installation names
WATCH: dict[str, Any] = {"allowed": INSTALLATION.inside}

# Letters
DEFAULT_FROM_EMAIL = INSTALLATION.mail_from or "prongsai@localhost"
if MAIL_SERVER := INSTALLATION.mail_server():
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = MAIL_SERVER.host, MAIL_SERVER.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_SERVER.user, MAIL_SERVER.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL_SERVER.tls_at_once, MAIL_SERVER.tls_once_greeted
    EMAIL_TIMEOUT = 10  # seconds
else:
    EMAIL_BACKEND = "prongsai.base.mail.Printed"

# Jobs
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# People: local accounts by e-mail, nobody signs up by themselves
AUTH_USER_MODEL = "base.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "base:home"
ACCOUNT_ADAPTER = "prongsai.base.accounts.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True  # how long a session lasts is decided by SessionsEnd
ACCOUNT_LOGOUT_REDIRECT_URL = "base:home"
ACCOUNT_PASSWORD_CHANGE_REDIRECT_URL = "base:account"  # noqa: S105 - an address
ACCOUNT_FORMS = {
    "login": "prongsai.base.accounts.SignInForm",
    "change_password": "prongsai.base.accounts.PasswordForm",
    "reauthenticate": "prongsai.base.accounts.AgainForm",
}
MFA_ADAPTER = "prongsai.base.accounts.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator or clerk vouches for the address
MFA_TOTP_ISSUER = "Prongsai"
MFA_FORMS = {
    "authenticate": "prongsai.base.accounts.CodeForm",
    "reauthenticate": "prongsai.base.accounts.CodeAgainForm",
    "activate_totp": "prongsai.base.accounts.TurnOnForm",
}

# Guessing: five wrong passwords for an account from one place shut that pair out for a quarter of an hour;
# one place gets twenty wrong a minute over all accounts, and one account fifty an hour from all places.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,50/h/key"}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "prongsai.base.accounts.locked_out"

# Sessions and cookies
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_SECONDS = 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = INSTALLATION.behind_tls
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "prongsai.base.screens.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# Headers
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# What holds for the agency's other names is not ours to decide: no includeSubDomains, no preload.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if INSTALLATION.behind_tls:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in INSTALLATION.hosts]

# Logs say what went wrong, never to whom. Missing pages stay out: their address may hold a token.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"private": {"()": "prongsai.base.logs.PrivateFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "level": "ERROR", "formatter": "private"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "axes": {"level": "CRITICAL"},
    },
}
