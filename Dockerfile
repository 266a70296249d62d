# The application's image: web, worker, beat and migrate run it with different command lines
# (docker-compose.yml). Nothing secret is in it.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    VAR_DIR=/var/lib/wufaan \
    STATIC_ROOT=/srv/static

# WeasyPrint's libraries, as in the Makefile. The certificates' own fonts travel with the code.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/wufaan
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock

COPY . .
# Without DATABASE_URL the settings are those of development and make a key of their own: it is
# thrown away with the folder.
RUN VAR_DIR=/tmp/build python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf /tmp/build \
    && python -m compileall -q . \
    && useradd --system --uid 10001 --no-create-home wufaan \
    && install -d -o wufaan -g wufaan -m 750 "$VAR_DIR"

USER wufaan
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "--workers", "3", "--threads", "4", "--timeout", "60", "--preload", "--no-control-socket", "wufaan.wsgi"]
