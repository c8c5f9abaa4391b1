"""Connections that are made to public addresses only.

The checker asks for addresses that people have typed. None of them may lead it into the network in which
the site is hosted: a name is looked up here, every address found is looked at, and the connection goes
to that very address, so that a second look-up can't give another one.
"""

import ipaddress
import socket
from typing import Any

from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

#: Addresses through which an IPv6-only network reaches IPv4; the last four bytes are the IPv4 address.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NotPublicError(Exception):
    """A name leads to an address that isn't for the public."""


def is_public(text: str) -> bool:
    """Tell whether a numeric address is one of the public Internet.

    The setting ``LINKS_MAY_BE_LOOPBACK`` lets tests ask a server on this machine.
    """
    address: Any = ipaddress.ip_address(text)
    if address.version == 6:
        if address in _NAT64:
            address = ipaddress.ip_address(address.packed[-4:])
        address = (
            getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
        )
    if address.is_loopback and getattr(settings, "LINKS_MAY_BE_LOOPBACK", False):
        return True
    return address.is_global and not address.is_multicast


def public_addresses(host: str, port: int | None) -> list[str]:
    """Return the numeric addresses of a host, the preferred one first.

    Raises:
        NotPublicError: any of them isn't public.
        OSError, UnicodeError: the name isn't known, or can't be one.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    if not all(is_public(address) for address in addresses):
        raise NotPublicError(host)
    return addresses


class _PublicConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        name = self._dns_host
        try:
            addresses = public_addresses(name, self.port)
        except (OSError, UnicodeError) as error:
            raise NameResolutionError(self.host, self, socket.gaierror(str(error))) from error
        try:
            for number, address in enumerate(addresses, start=1):
                self._dns_host = address
                try:
                    return super()._new_conn()
                except (ConnectTimeoutError, NewConnectionError):
                    if number == len(addresses):
                        raise
        finally:
            self._dns_host = name  # certificates are checked against it
        raise NameResolutionError(self.host, self, socket.gaierror("no address"))


class _PublicTLSConnection(_PublicConnection, HTTPSConnection):
    pass


class _PublicPool(HTTPConnectionPool):
    ConnectionCls = _PublicConnection


class _PublicTLSPool(HTTPSConnectionPool):
    ConnectionCls = _PublicTLSConnection


class PublicAdapter(HTTPAdapter):
    """Lets a session of requests connect to public addresses only."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PublicPool, "https": _PublicTLSPool}
