"""A real PostgreSQL and a real Valkey under var/, for machines that were given neither.

Both listen on Unix sockets only, are started by whoever first connects, are shared by every
process of this checkout, outlive the process that started them, and stop with `make stop`.
"""
