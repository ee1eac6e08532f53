"""How the local PostgreSQL is set: durable and modest for a region, or fast and forgetful for tests."""

from collections.abc import Mapping

# Always: a peer that vanishes is noticed within half a minute, and nobody holds locks while idle.
ALWAYS: Mapping[str, str] = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "idle_in_transaction_session_timeout": "60s",
    "password_encryption": "scram-sha-256",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "log_min_messages": "warning",
    "max_connections": "200",
    "jit": "off",
}

# What the embedded edition runs on: nothing accepted is lost, about 100 MB of memory.
DURABLE: Mapping[str, str] = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "shared_buffers": "64MB",
    "min_wal_size": "80MB",
    "max_wal_size": "512MB",
    "max_wal_senders": "4",
}

# For tests: what is written survives a crash of the server (the kernel has it), not one of the machine.
FORGETFUL: Mapping[str, str] = {
    **DURABLE,
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum_naptime": "10s",
    "max_connections": "300",
}


def command_line(options: Mapping[str, str]) -> list[str]:
    """These options as PostgreSQL takes them at start, over what stands in its configuration file."""
    return [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
